import { Injectable } from '@nestjs/common';
import { CohortStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import { v7 as uuid } from 'uuid';
import { Cohort } from '../cohorts/cohort.js';
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
    this.access.require(actor, 'program-organizer', { organizationId: details.organizerId });
    return this.work.run(actor, async (tx) => {
      await requireOrganizations(tx, { '/organizerId': details.organizerId });
      const program = Program.register(uuid(), details);

      await tx.insert(Program, program).catch(whenTaken('programs_code', () => new ProgramCodeTaken(details.code)));
      return ProgramView.of(program);
    });
  }

  /** Records on whose request the program runs. Publishes `programs.program.commissioned.v1` and its cohorts' states. */
  async commission(actor: Actor, programId: string, commission: Commission): Promise<ProgramView> {
    this.access.require(actor, 'ministry-officer', { organizationId: commission.commissionerId });
    return this.work.run(actor, async (tx) => {
      const program = await tx.findOne(Program, { where: { id: programId }, lock: { mode: 'pessimistic_write' } });
      if (!program) throw new ProgramNotFound(programId);
      await requireOrganizations(tx, { '/commissionerId': commission.commissionerId });

      const programCommissioned = program.commissionedBy(commission);

      await tx.update(Program, program.id, { commission, version: program.version });
      await this.outbox.add(tx, programCommissioned);
      for (const { id, version } of await tx.findBy(Cohort, { programId })) {
        await tx.update(Cohort, id, { version: version + 1 });
        await this.outbox.addState(tx, CohortStateV1, id);
      }
      return ProgramView.of(program);
    });
  }
}
