import { Conflict } from './conflicts/conflict.js';
import { Consultancy } from './consultancies/consultancy.js';
import { Consultation } from './consultancies/consultation.js';
import { Decision } from './decisions/decision.js';
import { ExerciseGroup } from './exercises/exercise-group.js';
import { Exercise } from './exercises/exercise.js';
import { CreateReplicas1795300000000 } from './migrations/1795300000000-create-replicas.js';
import { CreateProjects1795300060000 } from './migrations/1795300060000-create-projects.js';
import { CreateJudging1795300120000 } from './migrations/1795300120000-create-judging.js';
import { AddActingChair1795303800000 } from './migrations/1795303800000-add-acting-chair.js';
import { HideSheetsFromAuthors1795303860000 } from './migrations/1795303860000-hide-sheets-from-authors.js';
import { AddConsultancies1795305000000 } from './migrations/1795305000000-add-consultancies.js';
import { OneStrategyEach1795305060000 } from './migrations/1795305060000-one-strategy-each.js';
import { AddExercises1795305120000 } from './migrations/1795305120000-add-exercises.js';
import { AddReflections1795305180000 } from './migrations/1795305180000-add-reflections.js';
import { Panel } from './panels/panel.js';
import { ProjectAuthor } from './projects/project-author.js';
import { ProjectVersion } from './submissions/project-version.js';
import { Project } from './projects/project.js';
import { ReflectionAnswer } from './reflections/reflection-answer.js';
import { Reflection } from './reflections/reflection.js';
import { AppointmentReplica } from './replicas/appointment-replica.js';
import { CohortReplica } from './replicas/cohort-replica.js';
import { OrganizationReplica } from './replicas/organization-replica.js';
import { ParticipantReplica } from './replicas/participant-replica.js';
import { PersonReplica } from './replicas/person-replica.js';
import { SessionReplica } from './replicas/session-replica.js';
import { Rubric } from './rubrics/rubric.js';
import { ScoreSheet } from './scoring/score-sheet.js';
import { Task } from './tasks/task.js';

/** Every entity of this service. */
export const assessmentEntities = [
  OrganizationReplica,
  PersonReplica,
  AppointmentReplica,
  CohortReplica,
  SessionReplica,
  ParticipantReplica,
  Rubric,
  Task,
  Panel,
  Project,
  ProjectAuthor,
  ProjectVersion,
  Conflict,
  ScoreSheet,
  Decision,
  Consultancy,
  Consultation,
  Exercise,
  ExerciseGroup,
  Reflection,
  ReflectionAnswer,
];

/** Every migration of this service, in order. */
export const assessmentMigrations = [
  CreateReplicas1795300000000,
  CreateProjects1795300060000,
  CreateJudging1795300120000,
  AddActingChair1795303800000,
  HideSheetsFromAuthors1795303860000,
  AddConsultancies1795305000000,
  OneStrategyEach1795305060000,
  AddExercises1795305120000,
  AddReflections1795305180000,
];
