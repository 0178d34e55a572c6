import { Injectable } from '@nestjs/common';
import { Access, Clock, ServiceConfig, UnitOfWork, type Actor } from '@app/service-kit';
import { IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { PersonNotFound } from '../people/person.errors.js';
import { Person } from '../people/person.js';
import { requireRegistrar } from '../people/registrar.access.js';
import { codeOf, hashOfCode } from './invitation-code.js';
import { InvitationNotFound } from './invitation.errors.js';
import { Invitation } from './invitation.js';
import type { AcceptanceView, InvitationView } from './invitations.dto.js';

/** Invitations of people to sign in. No event tells of them: the identity provider asks when a link is opened. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly config: ServiceConfig,
  ) {}

  /** Invites a person; an invitation that is still open is void from now on. */
  async invite(actor: Actor, personId: string): Promise<InvitationView> {
    const { id, expiresAt } = await this.work.run(actor, async (tx) => {
      const person = await tx.findOne(Person, { where: { id: personId }, lock: { mode: 'pessimistic_write' } });
      if (!person) throw new PersonNotFound(personId);
      requireRegistrar(this.access, actor, person.homeOrganizationId);
      const newId = uuid();
      const codeHash = hashOfCode(codeOf(newId, this.config.secretKey));

      const invitation = Invitation.of(person, newId, codeHash, this.clock.real());

      await tx.delete(Invitation, { personId, acceptedAt: IsNull() });
      await tx.insert(Invitation, invitation);
      return { id: newId, expiresAt: invitation.expiresAt.toISOString() };
    });
    // Outside the transaction: its answer is stored for repeated requests, and no link may be.
    const code = codeOf(id, this.config.secretKey);
    return { id, expiresAt, link: `${this.config.publicOrigin}/oidc/invitations/${code}` };
  }

  /** Uses an invitation up and tells whose it was. Called by the identity provider only. */
  async accept(actor: Actor, code: string): Promise<AcceptanceView> {
    return this.work.run(actor, async (tx) => {
      const where = { codeHash: hashOfCode(code) };
      const invitation = await tx.findOne(Invitation, { where, lock: { mode: 'pessimistic_write' } });
      if (!invitation) throw new InvitationNotFound();

      invitation.accept(this.clock.real());

      await tx.update(Invitation, invitation.id, { acceptedAt: invitation.acceptedAt });
      const { id, name, preferredLanguage } = await tx.findOneByOrFail(Person, { id: invitation.personId });
      return { personId: id, name, preferredLanguage };
    });
  }
}
