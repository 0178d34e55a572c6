import { Injectable } from '@nestjs/common';
import { Clock, UnitOfWork, type ServiceActor } from '@app/service-kit';
import { Account } from './account.js';
import { isPassword } from './password.js';

const identity: ServiceActor = { kind: 'service', name: 'identity' };

/** Signing in with login name and password. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The person whose name and password these are; null for any other, and for an account that is closed for now. */
  async check(login: string, password: string): Promise<string | null> {
    const name = login.trim().toLowerCase();
    const known = await this.work.read(identity, (tx) => tx.findOneBy(Account, { login: name }));
    // Slow on purpose, so it runs outside the transaction that locks the account.
    const isRight = await isPassword(password, known?.passwordHash);
    if (!known) return null;

    return this.work.run(identity, async (tx) => {
      const account = await tx.findOne(Account, { where: { login: name }, lock: { mode: 'pessimistic_write' } });
      if (!account || account.isPaused(this.clock.real())) return null;

      account.noteAttempt(isRight, this.clock.real());

      const { failedAttempts, pausedUntil } = account;
      await tx.update(Account, account.personId, { failedAttempts, pausedUntil });
      return isRight ? account.personId : null;
    });
  }
}
