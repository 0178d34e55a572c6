import type { ServiceOptions } from '@app/service-kit';
import { AssessmentModule } from './assessment.module.js';
import { assessmentProblems } from './assessment.problems.js';
import { assessmentEntities, assessmentMigrations } from './data-source.js';

/** All that bootstrap has to know about this service. */
export const assessmentService: ServiceOptions = {
  name: 'assessment',
  title: 'Assessment',
  module: AssessmentModule,
  entities: assessmentEntities,
  migrations: assessmentMigrations,
  states: [],
  problems: assessmentProblems,
};
