import { Module } from '@nestjs/common';
import { ConflictsController } from './conflicts/conflicts.controller.js';
import { ConflictsService } from './conflicts/conflicts.service.js';
import { ConsultanciesController } from './consultancies/consultancies.controller.js';
import { ConsultanciesQueries } from './consultancies/consultancies.queries.js';
import { ConsultanciesService } from './consultancies/consultancies.service.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { DecisionsService } from './decisions/decisions.service.js';
import { ExercisesController } from './exercises/exercises.controller.js';
import { ExercisesQueries } from './exercises/exercises.queries.js';
import { ExercisesService } from './exercises/exercises.service.js';
import { FiguresController } from './figures/figures.controller.js';
import { FiguresQueries } from './figures/figures.queries.js';
import { ActingChairsService } from './panel-work/acting-chairs.service.js';
import { AssignmentsService } from './panel-work/assignments.service.js';
import { PanelWorkController } from './panel-work/panel-work.controller.js';
import { PanelsController } from './panels/panels.controller.js';
import { PanelsQueries } from './panels/panels.queries.js';
import { PanelsService } from './panels/panels.service.js';
import { ScoringOpeningService } from './panel-work/scoring-opening.service.js';
import { ProjectsController } from './projects/projects.controller.js';
import { ProjectsQueries } from './projects/projects.queries.js';
import { ProjectsService } from './projects/projects.service.js';
import { ProtocolsController } from './protocols/protocols.controller.js';
import { ProtocolsQueries } from './protocols/protocols.queries.js';
import { ReflectionsController } from './reflections/reflections.controller.js';
import { ReflectionsQueries } from './reflections/reflections.queries.js';
import { ReflectionsService } from './reflections/reflections.service.js';
import { AppointmentsConsumer } from './replicas/appointments.consumer.js';
import { CohortsConsumer } from './replicas/cohorts.consumer.js';
import { DirectoryConsumer } from './replicas/directory.consumer.js';
import { ParticipantsConsumer } from './replicas/participants.consumer.js';
import { RubricsController } from './rubrics/rubrics.controller.js';
import { RubricsService } from './rubrics/rubrics.service.js';
import { ScoreSheetsService } from './scoring/score-sheets.service.js';
import { ScoresQueries } from './scoring/scores.queries.js';
import { ScoringController } from './scoring/scoring.controller.js';
import { SubmissionsController } from './submissions/submissions.controller.js';
import { SubmissionsService } from './submissions/submissions.service.js';
import { TasksController } from './tasks/tasks.controller.js';
import { TasksService } from './tasks/tasks.service.js';

/** What participants do in sessions and hand in, and the panels and commissions that judge it. */
@Module({
  controllers: [
    RubricsController,
    TasksController,
    ProjectsController,
    SubmissionsController,
    PanelsController,
    PanelWorkController,
    ConflictsController,
    ScoringController,
    DecisionsController,
    ProtocolsController,
    ConsultanciesController,
    ExercisesController,
    ReflectionsController,
    FiguresController,
    DirectoryConsumer,
    AppointmentsConsumer,
    CohortsConsumer,
    ParticipantsConsumer,
  ],
  providers: [
    RubricsService,
    TasksService,
    ProjectsService,
    ProjectsQueries,
    SubmissionsService,
    PanelsService,
    PanelsQueries,
    AssignmentsService,
    ScoringOpeningService,
    ActingChairsService,
    ConflictsService,
    ScoreSheetsService,
    ScoresQueries,
    DecisionsService,
    ProtocolsQueries,
    ConsultanciesService,
    ConsultanciesQueries,
    ExercisesService,
    ExercisesQueries,
    ReflectionsService,
    ReflectionsQueries,
    FiguresQueries,
  ],
})
export class AssessmentModule {}
