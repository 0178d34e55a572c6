import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

const ATTEMPTS = 5;
const PAUSE_MS = 15 * 60_000;

/** A person's login name and password, made by accepting an invitation. */
@Entity('accounts')
@Check('accounts_login_lower', 'login = lower(login)')
@Unique('accounts_login', ['login'])
export class Account {
  @PrimaryColumn('uuid')
  personId: string;

  /** In lower case. */
  @Column('text')
  login: string;

  /** scrypt, with its parameters: see `password.ts`. */
  @Column('text')
  passwordHash: string;

  @Column('integer', { default: 0 })
  failedAttempts: number;

  @Column('timestamptz', { nullable: true })
  pausedUntil: Date | null;

  /** Whether wrong passwords have closed the account for now. Real time: guessing does not wait for business time. */
  isPaused(now: Date): boolean {
    return this.pausedUntil !== null && this.pausedUntil > now;
  }

  /** Takes note of one attempt to sign in. Five wrong passwords in a row close the account for a quarter of an hour. */
  noteAttempt(isRight: boolean, now: Date): void {
    this.failedAttempts = isRight ? 0 : this.failedAttempts + 1;
    this.pausedUntil = null;
    if (this.failedAttempts < ATTEMPTS) return;
    this.failedAttempts = 0;
    this.pausedUntil = new Date(now.getTime() + PAUSE_MS);
  }
}
