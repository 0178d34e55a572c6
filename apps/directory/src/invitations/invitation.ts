import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../people/person.js';
import { InvitationAlreadyAccepted, InvitationExpired } from './invitation.errors.js';

const VALID_MS = 14 * 24 * 3600 * 1000;

/** A person asked to make a sign-in of his own. One stands open per person; a newer one takes its place. */
@Entity('invitations')
@Unique('invitations_code_hash', ['codeHash'])
@Index('invitations_by_person', { synchronize: false })
export class Invitation {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => Person, { name: 'invitations_person' })
  @Column('uuid')
  personId: string;

  /** Where the person is at home, which is who may invite him. */
  @Column('uuid', { nullable: true })
  homeOrganizationId: string | null;

  /** Of the secret in the link, which itself is kept nowhere. */
  @Column('text')
  codeHash: string;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  acceptedAt: Date | null;

  /** Invites a person from now on, by real time: a sign-in has nothing to do with the program's calendar. */
  static of(person: Person, id: string, codeHash: string, now: Date): Invitation {
    return Object.assign(new Invitation(), {
      ...{ id, codeHash, personId: person.id, homeOrganizationId: person.homeOrganizationId },
      expiresAt: new Date(now.getTime() + VALID_MS),
      acceptedAt: null,
    });
  }

  /** Uses the invitation up. */
  accept(now: Date): void {
    if (this.acceptedAt) throw new InvitationAlreadyAccepted();
    if (now >= this.expiresAt) throw new InvitationExpired();
    this.acceptedAt = now;
  }
}
