import type { EntityClass, MigrationClass } from '@app/service-kit';
import { Achievement } from './achievements/achievement.js';
import { CertificateCase } from './cases/certificate-case.js';
import { Certificate } from './certificates/certificate.js';
import { SigningKey } from './issuers/signing-key.js';
import { CreateReplicas1770000000000 } from './migrations/1770000000000-create-replicas.js';
import { CreateRegistry1770000000001 } from './migrations/1770000000001-create-registry.js';
import { NameConfirmation } from './names/name-confirmation.js';
import { RegistryCounter } from './registry/registry-counter.js';
import { Appointment } from './replicas/appointment.js';
import { Cohort } from './replicas/cohort.js';
import { Organization } from './replicas/organization.js';
import { Participant } from './replicas/participant.js';
import { Person } from './replicas/person.js';
import { PublishedList } from './status-lists/published-list.js';

/** All tables of this service. */
export const entities: EntityClass[] = [
  ...[Organization, Person, Appointment, Cohort, Participant],
  ...[NameConfirmation, CertificateCase, Certificate, Achievement],
  ...[RegistryCounter, SigningKey, PublishedList],
];

/** In the order in which they are run. */
export const migrations: MigrationClass[] = [CreateReplicas1770000000000, CreateRegistry1770000000001];
