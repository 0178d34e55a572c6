import { Injectable } from '@nestjs/common';
import { SessionStateV1 } from '@app/contracts';
import { StateSource, type StateRow } from '@app/messaging';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Session } from './session.js';

/** Renders `programs.session.v1`. */
@Injectable()
export class SessionStateSource extends StateSource<typeof SessionStateV1> {
  readonly contract = SessionStateV1;

  async load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<typeof SessionStateV1>[]> {
    return (await tx.findBy(Session, { id: In([...ids]) })).map(render);
  }

  async page(tx: EntityManager, afterId: string | null, limit: number): Promise<StateRow<typeof SessionStateV1>[]> {
    const where = afterId ? { id: MoreThan(afterId) } : {};
    return (await tx.find(Session, { where, order: { id: 'ASC' }, take: limit })).map(render);
  }
}

function render(session: Session): StateRow<typeof SessionStateV1> {
  const { id, version, organizerId, cohortId, moduleId, number, title, format, mode, timeZone, counted, status } =
    session;
  const times = { startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString() };
  const data = { cohortId, moduleId, number, title, format, mode, ...times, timeZone, counted, status };
  return { id, version, organizationId: organizerId, data };
}
