import type { ServiceOptions } from '@app/service-kit';
import { entities, migrations } from './data-source.js';
import { EnrollmentModule } from './enrollment.module.js';
import { enrollmentProblems } from './enrollment.problems.js';

/** What bootstrap and tests have to know about this service. It publishes facts only: nobody replicates its rows. */
export const enrollmentService: ServiceOptions = {
  name: 'enrollment',
  title: 'Enrollment',
  module: EnrollmentModule,
  entities,
  migrations,
  states: [],
  problems: enrollmentProblems,
};
