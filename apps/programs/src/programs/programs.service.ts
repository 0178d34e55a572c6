import { Injectable } from '@nestjs/common';
import { CohortStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { whenTaken } from '../formats/unique-index.js';
import { requireOrganizations } from '../replicas/known-organizations.queries.js';
import { ProgramCodeTaken, ProgramNotFound } from './program.errors.js';
import { Program, type Commission, type ProgramDetails } from './program.js';
import { ProgramView } from './programs.dto.js';

/** Programs of an organizer, and the commissions that they run on. */
@Injectable()
export class ProgramsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
  ) {}

  /** Registers a program of an organizer. */
  async register(actor: Actor, details: ProgramDetails): Promise<ProgramView> {
    return this.work.run(actor, async (tx) => {
      this.access.require(actor, 'program-organizer', { organizationId: details.organizerId });
      await requireOrganizations(tx, { '/organizerId': details.organizerId });
      const program = Program.register(uuid(), details);

      await tx.insert(Program, program).catch(whenTaken('programs_code', () => new ProgramCodeTaken(details.code)));
      return ProgramView.of(program);
    });
  }

  /** Records on whose request the program runs. Publishes `programs.program.commissioned.v1` and its cohorts' states. */
  async commission(actor: Actor, programId: string, commission: Commission): Promise<ProgramView> {
    return this.work.run(actor, async (tx) => {
      this.access.require(actor, 'ministry-officer', 'platform');
      const program = await tx.findOne(Program, { where: { id: programId }, lock: { mode: 'pessimistic_write' } });
      if (!program) throw new ProgramNotFound(programId);
      await requireOrganizations(tx, { '/commissionerId': commission.commissionerId });

      const programCommissioned = program.commissionedBy(commission);

      await tx.update(Program, program.id, { commission, version: program.version });
      await this.outbox.add(tx, programCommissioned);
      await this.outbox.addStates(tx, CohortStateV1, await newVersionsOfCohorts(tx, programId));
      return ProgramView.of(program);
    });
  }
}

/** The commissioner is part of a cohort's state. Counted by the database: an act on the cohort may be under way. */
async function newVersionsOfCohorts(tx: EntityManager, programId: string): Promise<string[]> {
  const sql = 'UPDATE cohorts SET version = version + 1 WHERE program_id = $1 RETURNING id';
  const [cohorts] = await tx.query<[{ id: string }[], number]>(sql, [programId]);
  return cohorts.map(({ id }) => id);
}
