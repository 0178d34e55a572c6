import type { Contract } from './event.js';
import { ExerciseAnsweredV1 } from './assessment/exercise-answered.v1.js';
import { PanelAppointedV1 } from './assessment/panel-appointed.v1.js';
import { PanelConflictFoundV1 } from './assessment/panel-conflict-found.v1.js';
import { ProjectEvaluatedV1 } from './assessment/project-evaluated.v1.js';
import { ProjectSubmittedV1 } from './assessment/project-submitted.v1.js';
import { ReflectionAnsweredV1 } from './assessment/reflection-answered.v1.js';
import { RubricFrozenV1 } from './assessment/rubric-frozen.v1.js';
import { ScoreSheetSubmittedV1 } from './assessment/score-sheet-submitted.v1.js';
import { AcknowledgmentIssuedV1 } from './certification/acknowledgment-issued.v1.js';
import { CertificateIssuedV1 } from './certification/certificate-issued.v1.js';
import { CertificateRevokedV1 } from './certification/certificate-revoked.v1.js';
import { AppointmentStateV1 } from './directory/appointment.v1.js';
import { GrantGivenV1 } from './directory/grant-given.v1.js';
import { GrantRevokedV1 } from './directory/grant-revoked.v1.js';
import { GrantStateV1 } from './directory/grant.v1.js';
import { OrganizationRegisteredV1 } from './directory/organization-registered.v1.js';
import { OrganizationStateV1 } from './directory/organization.v1.js';
import { PersonStateV1 } from './directory/person.v1.js';
import { AttendanceSheetCorrectedV1 } from './enrollment/attendance-sheet-corrected.v1.js';
import { AttendanceSheetRecordedV1 } from './enrollment/attendance-sheet-recorded.v1.js';
import { CompletionAttainedV1 } from './enrollment/completion-attained.v1.js';
import { CompletionMissedV1 } from './enrollment/completion-missed.v1.js';
import { InstitutionEnrolledV1 } from './enrollment/institution-enrolled.v1.js';
import { InstitutionWithdrawnV1 } from './enrollment/institution-withdrawn.v1.js';
import { NominationDeclinedV1 } from './enrollment/nomination-declined.v1.js';
import { NominationSubmittedV1 } from './enrollment/nomination-submitted.v1.js';
import { NominationWithdrawnV1 } from './enrollment/nomination-withdrawn.v1.js';
import { ParticipantEnrolledV1 } from './enrollment/participant-enrolled.v1.js';
import { ParticipantWithdrawnV1 } from './enrollment/participant-withdrawn.v1.js';
import { ParticipationStatedV1 } from './enrollment/participation-stated.v1.js';
import { CeremonyHeldV1 } from './programs/ceremony-held.v1.js';
import { CohortConcludedV1 } from './programs/cohort-concluded.v1.js';
import { CohortOpenedV1 } from './programs/cohort-opened.v1.js';
import { CohortPausedV1 } from './programs/cohort-paused.v1.js';
import { CohortResumedV1 } from './programs/cohort-resumed.v1.js';
import { CohortStateV1 } from './programs/cohort.v1.js';
import { ModuleStateV1 } from './programs/module.v1.js';
import { ProgramCommissionedV1 } from './programs/program-commissioned.v1.js';
import { SessionHeldV1 } from './programs/session-held.v1.js';
import { SessionStateV1 } from './programs/session.v1.js';

/** Every contract there is: the catalogue that documents, broker set-up and tests walk over. */
export const contracts: readonly Contract[] = [
  ExerciseAnsweredV1,
  PanelAppointedV1,
  PanelConflictFoundV1,
  ProjectEvaluatedV1,
  ProjectSubmittedV1,
  ReflectionAnsweredV1,
  RubricFrozenV1,
  ScoreSheetSubmittedV1,
  AcknowledgmentIssuedV1,
  CertificateIssuedV1,
  CertificateRevokedV1,
  AppointmentStateV1,
  GrantGivenV1,
  GrantRevokedV1,
  GrantStateV1,
  OrganizationRegisteredV1,
  OrganizationStateV1,
  PersonStateV1,
  AttendanceSheetCorrectedV1,
  AttendanceSheetRecordedV1,
  CompletionAttainedV1,
  CompletionMissedV1,
  InstitutionEnrolledV1,
  InstitutionWithdrawnV1,
  NominationDeclinedV1,
  NominationSubmittedV1,
  NominationWithdrawnV1,
  ParticipantEnrolledV1,
  ParticipantWithdrawnV1,
  ParticipationStatedV1,
  CeremonyHeldV1,
  CohortConcludedV1,
  CohortOpenedV1,
  CohortPausedV1,
  CohortResumedV1,
  CohortStateV1,
  ModuleStateV1,
  ProgramCommissionedV1,
  SessionHeldV1,
  SessionStateV1,
] as unknown as readonly Contract[];

/** The contract of a CloudEvents `type` and kind, if we know it. */
export function contractOf(type: string): Contract | undefined {
  return contracts.find((contract) => contract.type === type);
}
