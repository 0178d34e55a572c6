import { Module } from '@nestjs/common';
import { AttendanceController } from './attendance/attendance.controller.js';
import { AttendanceRolls } from './attendance/attendance-rolls.queries.js';
import { AttendanceService } from './attendance/attendance.service.js';
import { CompletionConsumer } from './completion/completion.consumer.js';
import { CompletionsService } from './completion/completions.service.js';
import { InstitutionsController } from './institutions/institutions.controller.js';
import { InstitutionsService } from './institutions/institutions.service.js';
import { AdmissionsService } from './nominations/admissions.service.js';
import { NominationsController } from './nominations/nominations.controller.js';
import { NominationsQueries } from './nominations/nominations.queries.js';
import { NominationsService } from './nominations/nominations.service.js';
import { ParticipantsController } from './participants/participants.controller.js';
import { ParticipantsQueries } from './participants/participants.queries.js';
import { ParticipantsService } from './participants/participants.service.js';
import { ParticipationController } from './participation/participation.controller.js';
import { ParticipationService } from './participation/participation.service.js';
import { FiguresQueries } from './progress/figures.queries.js';
import { ProgressController } from './progress/progress.controller.js';
import { ProgressQueries } from './progress/progress.queries.js';
import { DirectoryConsumer } from './replicas/directory.consumer.js';
import { ProgramsConsumer } from './replicas/programs.consumer.js';

/** Everything that enrollment is made of. */
@Module({
  controllers: [
    NominationsController,
    ParticipantsController,
    InstitutionsController,
    AttendanceController,
    ParticipationController,
    ProgressController,
    DirectoryConsumer,
    ProgramsConsumer,
    CompletionConsumer,
  ],
  providers: [
    NominationsService,
    AdmissionsService,
    NominationsQueries,
    ParticipantsService,
    ParticipantsQueries,
    InstitutionsService,
    AttendanceRolls,
    AttendanceService,
    ParticipationService,
    CompletionsService,
    ProgressQueries,
    FiguresQueries,
  ],
})
export class EnrollmentModule {}
