import { BUSINESS_CLOCK, MessagingModule, TRANSACTION_RUNNER, type TransactionRunner } from '@app/messaging';
import { type DynamicModule, Global, Module, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Access } from './access/access.js';
import type { ServiceActor } from './access/actor.js';
import { AuthGuard } from './access/auth.guard.js';
import { Grants } from './access/grants.js';
import { GrantsConsumer } from './access/grants.consumer.js';
import { RightsFreshness } from './access/rights-freshness.js';
import { TokenVerifier } from './access/token-verifier.js';
import { ClockSync } from './clock-sync.js';
import { Clock } from './clock.js';
import { CurrentApplication } from './current-application.js';
import { openDatabase } from './database.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { EtagInterceptor } from './etag.js';
import { FileStore, LocalFileStore } from './files.js';
import { HealthController, Readiness } from './health.controller.js';
import { Housekeeping } from './housekeeping.js';
import { InternalController } from './internal.controller.js';
import { InternalToken } from './internal-token.js';
import { OpenApiController } from './openapi.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { ClockController, OperationsController, OwnerReadsController } from './operations.controller.js';
import { ProblemDetailsFilter } from './problems/problem-details.filter.js';
import { ProblemTexts } from './problems/problem-texts.js';
import { StrictValidationPipe } from './problems/validation.pipe.js';
import type { ServiceOptions } from './service-options.js';
import { ProcessConfig, ServiceConfig } from './service.config.js';
import { StrictQueryInterceptor } from './strict-query.interceptor.js';
import { SERVICE_OPTIONS } from './tokens.js';
import { UnitOfWork } from './unit-of-work.js';

/** What every process has: configuration, sign-in, problems, clock, health and its own description. */
@Global()
@Module({})
class EdgeModule {
  static forRoot(options: ServiceOptions, config: ProcessConfig): DynamicModule {
    const shared: Provider[] = [
      { provide: SERVICE_OPTIONS, useValue: options },
      ...configProviders(options, config),
      { provide: ProblemTexts, useValue: new ProblemTexts(options.problems) },
      ProblemDetailsFilter,
      Clock,
      TokenVerifier,
      Readiness,
      CurrentApplication,
    ];
    return {
      module: EdgeModule,
      controllers: [HealthController, OpenApiController],
      providers: [
        ...shared,
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_PIPE, useClass: StrictValidationPipe },
        { provide: APP_FILTER, useExisting: ProblemDetailsFilter },
        { provide: APP_INTERCEPTOR, useClass: StrictQueryInterceptor },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
      ],
      exports: shared,
    };
  }
}

/** What every service with a database has beyond that: unit of work, rights, files, and what messaging asks for. */
@Global()
@Module({})
class WorkModule {
  static forRoot(options: ServiceOptions, config: ServiceConfig): DynamicModule {
    const shared: Provider[] = [
      { provide: DataSource, useFactory: () => openDatabase(options, config) },
      { provide: FileStore, useFactory: () => new LocalFileStore(join(config.filesDir, options.name)) },
      { provide: BUSINESS_CLOCK, useExisting: Clock },
      { provide: TRANSACTION_RUNNER, inject: [UnitOfWork], useFactory: (work: UnitOfWork) => runnerOf(work, options) },
      ...[UnitOfWork, Grants, Access, RightsFreshness],
    ];
    return {
      module: WorkModule,
      controllers: [
        GrantsConsumer,
        OperationsController,
        OwnerReadsController,
        DeadLettersController,
        ClockController,
        InternalController,
        MetricsController,
      ],
      providers: [...shared, ClockSync, Housekeeping, Metrics],
      exports: shared,
    };
  }
}

/** The root of a process: service-kit, messaging and the service's own module. */
@Module({})
export class ServiceRootModule {
  static forRoot(options: ServiceOptions, config: ProcessConfig): DynamicModule {
    const edge = EdgeModule.forRoot(options, config);
    if (!(config instanceof ServiceConfig)) return { module: ServiceRootModule, imports: [edge, options.module] };
    const work = WorkModule.forRoot(options, config);
    return { module: ServiceRootModule, imports: [edge, work, messaging(options, config), options.module] };
  }
}

function messaging(options: ServiceOptions, config: ServiceConfig): DynamicModule {
  const token = new InternalToken(config);
  return MessagingModule.forRoot({
    service: options.name,
    states: [...options.states],
    nats: { url: config.natsUrl, user: config.natsUser, password: config.natsPassword },
    serviceUrls: config.serviceUrls,
    internalToken: () => token.get(),
  });
}

function runnerOf(work: UnitOfWork, options: ServiceOptions): TransactionRunner {
  const actor: ServiceActor = { kind: 'service', name: options.name };
  return { run: (task) => work.run(actor, task) };
}

/** The one configuration object under each of its classes. */
function configProviders(options: ServiceOptions, config: ProcessConfig): Provider[] {
  const classes = new Set<Type<ProcessConfig>>([ProcessConfig]);
  if (config instanceof ServiceConfig) classes.add(ServiceConfig);
  if (options.config) classes.add(options.config);
  return [...classes].map((provide) => ({ provide, useValue: config }));
}
