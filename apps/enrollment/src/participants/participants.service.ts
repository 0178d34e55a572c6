import { Injectable } from '@nestjs/common';
import { Outbox } from '@app/messaging';
import { Access, Clock, UnitOfWork, type Actor } from '@app/service-kit';
import { requireOpenCompletion, requireRightToLeave } from './leaving.access.js';
import { ParticipantNotFound } from './participant.errors.js';
import { Participant } from './participant.js';
import { ParticipantView } from './participants.dto.js';

/** What happens to participants between enrollment and conclusion. */
@Injectable()
export class ParticipantsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly access: Access,
  ) {}

  /** Lets a participant leave the cohort and frees the seat. Publishes `enrollment.participant.withdrawn.v1`. */
  async withdraw(actor: Actor, id: string, reason: string): Promise<ParticipantView> {
    return this.work.run(actor, async (tx) => {
      const participant = await tx.findOne(Participant, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!participant) throw new ParticipantNotFound(id);
      requireRightToLeave(this.access, actor, participant);
      await requireOpenCompletion(tx, participant.cohortId, [participant.personId, participant.organizationId]);

      const withdrawn = participant.withdraw(reason, this.clock.now());

      await tx.update(Participant, id, participant.changes());
      await this.outbox.add(tx, withdrawn);
      return ParticipantView.of(participant);
    });
  }
}
