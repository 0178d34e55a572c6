import { Injectable } from '@nestjs/common';
import { ModuleStateV1 } from '@app/contracts';
import { StateSource, type StateRow } from '@app/messaging';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { CohortModule } from './module.js';

/** Renders `programs.module.v1`. */
@Injectable()
export class ModuleStateSource extends StateSource<typeof ModuleStateV1> {
  readonly contract = ModuleStateV1;

  async load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<typeof ModuleStateV1>[]> {
    return (await tx.findBy(CohortModule, { id: In([...ids]) })).map(render);
  }

  async page(tx: EntityManager, afterId: string | null, limit: number): Promise<StateRow<typeof ModuleStateV1>[]> {
    const where = afterId ? { id: MoreThan(afterId) } : {};
    return (await tx.find(CohortModule, { where, order: { id: 'ASC' }, take: limit })).map(render);
  }
}

function render({
  id,
  version,
  organizerId,
  programId: _program,
  ...data
}: CohortModule): StateRow<typeof ModuleStateV1> {
  return { id, version, organizationId: organizerId, data };
}
