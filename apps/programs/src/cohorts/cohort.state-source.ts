import { Injectable } from '@nestjs/common';
import { CohortStateV1 } from '@app/contracts';
import { StateSource, type StateRow } from '@app/messaging';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Program } from '../programs/program.js';
import { Cohort } from './cohort.js';

/** Renders `programs.cohort.v1`: the cohort with what the other services need of its program. */
@Injectable()
export class CohortStateSource extends StateSource<typeof CohortStateV1> {
  readonly contract = CohortStateV1;

  async load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<typeof CohortStateV1>[]> {
    return render(tx, await tx.findBy(Cohort, { id: In([...ids]) }));
  }

  async page(tx: EntityManager, afterId: string | null, limit: number): Promise<StateRow<typeof CohortStateV1>[]> {
    const where = afterId ? { id: MoreThan(afterId) } : {};
    return render(tx, await tx.find(Cohort, { where, order: { id: 'ASC' }, take: limit }));
  }
}

async function render(tx: EntityManager, cohorts: Cohort[]): Promise<StateRow<typeof CohortStateV1>[]> {
  const programs = await tx.findBy(Program, { id: In(cohorts.map(({ programId }) => programId)) });
  const byId = new Map(programs.map((program) => [program.id, program]));
  return cohorts.map(({ id, version, ...cohort }) => {
    const program = byId.get(cohort.programId)!;
    const data = {
      ...cohort,
      programCode: program.code,
      programTitle: program.title,
      commissionerId: program.commission?.commissionerId ?? null,
      authorId: program.authorId,
    };
    return { id, version, organizationId: cohort.organizerId, data };
  });
}
