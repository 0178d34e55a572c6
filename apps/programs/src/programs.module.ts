import { Module } from '@nestjs/common';
import { CeremoniesController } from './ceremonies/ceremonies.controller.js';
import { CeremoniesService } from './ceremonies/ceremonies.service.js';
import { CohortsController } from './cohorts/cohorts.controller.js';
import { CohortsQueries } from './cohorts/cohorts.queries.js';
import { CohortsService } from './cohorts/cohorts.service.js';
import { FiguresController } from './figures/figures.controller.js';
import { FiguresQueries } from './figures/figures.queries.js';
import { ModulesController } from './modules/modules.controller.js';
import { ModulesService } from './modules/modules.service.js';
import { ProgramsController } from './programs/programs.controller.js';
import { ProgramsQueries } from './programs/programs.queries.js';
import { ProgramsService } from './programs/programs.service.js';
import { OrganizationsConsumer } from './replicas/organizations.consumer.js';
import { SessionSeriesController } from './series/session-series.controller.js';
import { SessionSeriesQueries } from './series/session-series.queries.js';
import { SessionSeriesService } from './series/session-series.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsQueries } from './sessions/sessions.queries.js';
import { SessionsService } from './sessions/sessions.service.js';

/** Programs, their cohorts, modules, sessions and ceremonies. */
@Module({
  controllers: [
    ProgramsController,
    CohortsController,
    ModulesController,
    SessionsController,
    SessionSeriesController,
    CeremoniesController,
    FiguresController,
    OrganizationsConsumer,
  ],
  providers: [
    ProgramsService,
    ProgramsQueries,
    CohortsService,
    CohortsQueries,
    ModulesService,
    SessionsService,
    SessionsQueries,
    SessionSeriesService,
    SessionSeriesQueries,
    CeremoniesService,
    FiguresQueries,
  ],
})
export class ProgramsModule {}
