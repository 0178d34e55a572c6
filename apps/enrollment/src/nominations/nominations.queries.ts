import { Injectable } from '@nestjs/common';
import { Any, MoreThan, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { page, UnitOfWork, type Actor } from '@app/service-kit';
import { afterId } from '../database/after-id.paging.js';
import { Participant } from '../participants/participant.js';
import { NominationNotFound } from './nomination.errors.js';
import { Nomination } from './nomination.js';
import { NominationView, type NominationsPage, type NominationsQuery } from './nominations.dto.js';

/** Nominations as far as the caller may see them. */
@Injectable()
export class NominationsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<NominationView> {
    return this.work.read(actor, async (tx) => {
      const nomination = await tx.findOneBy(Nomination, { id });
      if (!nomination) throw new NominationNotFound(id);
      return NominationView.of(nomination, (await seatsOf(tx, [id])).get(id));
    });
  }

  async list(
    actor: Actor,
    { cohortId, status, organizationId, limit, cursor }: NominationsQuery,
  ): Promise<NominationsPage> {
    const after = afterId(cursor);
    const where: FindOptionsWhere<Nomination> = {
      ...(cohortId && { cohortId }),
      ...(status && { status }),
      ...(organizationId && { organizationId }),
      ...(after && { id: MoreThan(after) }),
    };
    return this.work.read(actor, async (tx) => {
      const rows = await tx.find(Nomination, { where, order: { id: 'ASC' }, take: limit + 1 });
      const { data, page: position } = page(rows, limit, ({ id }) => [id]);
      const seats = await seatsOf(
        tx,
        data.map(({ id }) => id),
      );
      return {
        data: data.map((nomination) => NominationView.of(nomination, seats.get(nomination.id))),
        page: position,
      };
    });
  }
}

/** Participant ids by nomination. */
async function seatsOf(tx: EntityManager, nominationIds: string[]): Promise<Map<string, string>> {
  const participants = await tx.find(Participant, {
    select: { id: true, nominationId: true },
    where: { nominationId: Any(nominationIds) },
  });
  return new Map(participants.map(({ id, nominationId }) => [nominationId, id]));
}
