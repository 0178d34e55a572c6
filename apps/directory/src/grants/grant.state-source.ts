import { Injectable } from '@nestjs/common';
import { GrantStateV1 } from '@app/contracts';
import { StateSource, type StateRow } from '@app/messaging';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Grant } from './grant.js';

/** Renders `directory.grant.v1`: what every service decides by. */
@Injectable()
export class GrantStateSource extends StateSource<typeof GrantStateV1> {
  readonly contract = GrantStateV1;

  async load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<typeof GrantStateV1>[]> {
    return (await tx.findBy(Grant, { id: In([...ids]) })).map(render);
  }

  async page(tx: EntityManager, afterId: string | null, limit: number): Promise<StateRow<typeof GrantStateV1>[]> {
    const where = afterId ? { id: MoreThan(afterId) } : {};
    return (await tx.find(Grant, { where, order: { id: 'ASC' }, take: limit })).map(render);
  }
}

function render(grant: Grant): StateRow<typeof GrantStateV1> {
  const { id, version, organizationId, personId, clientId, role, scope, scopeId } = grant;
  const dates = {
    from: grant.from.toISOString(),
    until: grant.until?.toISOString() ?? null,
    revokedAt: grant.revokedAt?.toISOString() ?? null,
  };
  return { id, version, organizationId, data: { personId, clientId, role, scope, scopeId, ...dates } };
}
