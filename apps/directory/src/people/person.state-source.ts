import { Injectable } from '@nestjs/common';
import { PersonStateV1 } from '@app/contracts';
import { StateSource, type StateRow } from '@app/messaging';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { PLATFORM_ID } from '../platform.js';
import { Person } from './person.js';

/** Renders `directory.person.v1`: the display name, and nothing that a person could be reached or identified by. */
@Injectable()
export class PersonStateSource extends StateSource<typeof PersonStateV1> {
  readonly contract = PersonStateV1;

  async load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<typeof PersonStateV1>[]> {
    return (await tx.findBy(Person, { id: In([...ids]) })).map(render);
  }

  async page(tx: EntityManager, afterId: string | null, limit: number): Promise<StateRow<typeof PersonStateV1>[]> {
    const where = afterId ? { id: MoreThan(afterId) } : {};
    return (await tx.find(Person, { where, order: { id: 'ASC' }, take: limit })).map(render);
  }
}

function render({ id, version, name, active, homeOrganizationId }: Person): StateRow<typeof PersonStateV1> {
  return { id, version, organizationId: homeOrganizationId ?? PLATFORM_ID, data: { name, active } };
}
