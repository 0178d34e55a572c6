import 'reflect-metadata';
import { CaughtUp, JetStreamServer } from '@app/messaging';
import { Logger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CurrentApplication } from './current-application.js';
import { createAdapter } from './http.js';
import { JsonLogger } from './logging.js';
import { ServiceRootModule } from './service-kit.module.js';
import type { ServiceOptions } from './service-options.js';
import { type Environment, loadConfig, ProcessConfig, ServiceConfig } from './service.config.js';
import { endOnSignals } from './shutdown.js';

/** Starts a service: configuration, database and migrations, consumers, HTTP. Ends the process when that fails. */
export async function bootstrap(options: ServiceOptions): Promise<NestFastifyApplication> {
  try {
    const app = await createService(options);
    const { host, port } = app.get(ProcessConfig);
    endOnSignals(app);
    await app.listen(port, host);
    new Logger('Bootstrap').log(`${options.title} listens at ${await app.getUrl()}`);
    return app;
  } catch (error) {
    new JsonLogger(options.name, 'error').fatal(error);
    process.exit(1);
  }
}

/** A service that is ready for requests and reads its events, but does not listen: what component tests talk to. */
export async function createService(options: ServiceOptions, env?: Environment): Promise<NestFastifyApplication> {
  const config = loadConfig(configClass(options), env);
  const { adapter, install } = createAdapter();
  const app = await NestFactory.create<NestFastifyApplication>(ServiceRootModule.forRoot(options, config), adapter, {
    logger: new JsonLogger(options.name, config.logLevel),
    abortOnError: false,
  });
  try {
    install(app);
    app.get(CurrentApplication).app = app;
    const consumes = config instanceof ServiceConfig;
    // Guards, pipes and filters are for requests: an event has its contract and no caller.
    if (consumes) app.connectMicroservice({ strategy: app.get(JetStreamServer) }, { inheritAppConfig: false });
    await app.init();
    // Only now: before, a handler could meet a provider that is not ready.
    if (consumes) await startConsuming(app);
    await adapter.getInstance().ready();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function startConsuming(app: NestFastifyApplication): Promise<void> {
  await app.startAllMicroservices();
  // Or the first commands would be refused because nobody had looked yet whether rights are up to date.
  await app.get(CaughtUp).look();
}

function configClass(options: ServiceOptions): Type<ProcessConfig> {
  return options.config ?? (options.database === null ? ProcessConfig : ServiceConfig);
}
