import { Injectable } from '@nestjs/common';
import { MoreThan, type FindOptionsWhere } from 'typeorm';
import { page, UnitOfWork, type Actor } from '@app/service-kit';
import { afterId } from '../database/after-id.paging.js';
import { ParticipantNotFound } from './participant.errors.js';
import { Participant } from './participant.js';
import { ParticipantView, type ParticipantsPage, type ParticipantsQuery } from './participants.dto.js';

/** Participants as far as the caller may see them. */
@Injectable()
export class ParticipantsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<ParticipantView> {
    return this.work.read(actor, async (tx) => {
      const participant = await tx.findOneBy(Participant, { id });
      if (!participant) throw new ParticipantNotFound(id);
      return ParticipantView.of(participant);
    });
  }

  async list(
    actor: Actor,
    { cohortId, organizationId, status, limit, cursor }: ParticipantsQuery,
  ): Promise<ParticipantsPage> {
    const after = afterId(cursor);
    const where: FindOptionsWhere<Participant> = {
      ...(cohortId && { cohortId }),
      ...(organizationId && { organizationId }),
      ...(status && { status }),
      ...(after && { id: MoreThan(after) }),
    };
    return this.work.read(actor, async (tx) => {
      const rows = await tx.find(Participant, { where, order: { id: 'ASC' }, take: limit + 1 });
      const { data, page: position } = page(rows, limit, ({ id }) => [id]);
      return { data: data.map(ParticipantView.of), page: position };
    });
  }
}
