import type { ServiceOptions } from '@app/service-kit';
import { CertificationModule } from './certification.module.js';
import { certificationProblems } from './certification.problems.js';
import { entities, migrations } from './data-source.js';

/** What bootstrap has to know about certification. It publishes facts only, no state. */
export const certificationService: ServiceOptions = {
  name: 'certification',
  title: 'Certification',
  module: CertificationModule,
  entities,
  migrations,
  states: [],
  problems: certificationProblems,
};
