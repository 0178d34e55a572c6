import { AttendanceRecord } from './attendance/attendance-record.js';
import { AttendanceSheet } from './attendance/attendance-sheet.js';
import { Completion } from './completion/completion.js';
import { ProjectResult } from './completion/project-result.js';
import { InstitutionEnrollment } from './institutions/institution-enrollment.js';
import { CreateReplicas1767225600000 } from './migrations/1767225600000-create-replicas.js';
import { CreateEnrollment1767225601000 } from './migrations/1767225601000-create-enrollment.js';
import { CreateParticipationStatements1769904000000 } from './migrations/1769904000000-create-participation-statements.js';
import { Nomination } from './nominations/nomination.js';
import { Participant } from './participants/participant.js';
import { ParticipationStatement } from './participation/participation-statement.js';
import { Appointment } from './replicas/appointment.js';
import { Cohort } from './replicas/cohort.js';
import { CohortModule } from './replicas/module.js';
import { Organization } from './replicas/organization.js';
import { Person } from './replicas/person.js';
import { CohortSession } from './replicas/session.js';

/** Tables that enrollment owns. */
const ownEntities = [
  Nomination,
  Participant,
  InstitutionEnrollment,
  AttendanceSheet,
  AttendanceRecord,
  Completion,
  ParticipationStatement,
] as const;

/** What it knows of other services. */
const replicaEntities = [
  Organization,
  Person,
  Appointment,
  Cohort,
  CohortModule,
  CohortSession,
  ProjectResult,
] as const;

export const entities = [...ownEntities, ...replicaEntities];
export const migrations = [
  CreateReplicas1767225600000,
  CreateEnrollment1767225601000,
  CreateParticipationStatements1769904000000,
];
