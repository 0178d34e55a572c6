import type { ServiceOptions } from '@app/service-kit';
import { Ceremony } from './ceremonies/ceremony.js';
import { Contribution } from './ceremonies/contribution.js';
import { CohortStateSource } from './cohorts/cohort.state-source.js';
import { Cohort } from './cohorts/cohort.js';
import { CreatePrograms1767398400000 } from './migrations/1767398400000-create-programs.js';
import { GuardRows1769904000000 } from './migrations/1769904000000-guard-rows.js';
import { ModuleStateSource } from './modules/module.state-source.js';
import { CohortModule } from './modules/module.js';
import { CreateSessionSeries1795305600000 } from './migrations/1795305600000-create-session-series.js';
import { ProgramsModule } from './programs.module.js';
import { programsProblems } from './programs.problems.js';
import { Program } from './programs/program.js';
import { Organization } from './replicas/organization.js';
import { SessionSeries } from './series/session-series.js';
import { SessionStateSource } from './sessions/session.state-source.js';
import { Session } from './sessions/session.js';

/** All that bootstrap has to know about programs. */
export const programsService: ServiceOptions = {
  name: 'programs',
  title: 'Programs',
  module: ProgramsModule,
  entities: [Organization, Program, Cohort, CohortModule, SessionSeries, Session, Contribution, Ceremony],
  migrations: [CreatePrograms1767398400000, GuardRows1769904000000, CreateSessionSeries1795305600000],
  states: [CohortStateSource, ModuleStateSource, SessionStateSource],
  problems: programsProblems,
};
