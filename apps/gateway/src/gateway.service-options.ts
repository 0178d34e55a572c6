import type { ServiceOptions } from '@app/service-kit';
import { GatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { gatewayProblems } from './gateway.problems.js';

/** All that bootstrap has to know about the gateway. */
export const gatewayService: ServiceOptions = {
  name: 'gateway',
  title: 'Gateway',
  module: GatewayModule,
  config: GatewayConfig,
  database: null,
  entities: [],
  migrations: [],
  states: [],
  problems: gatewayProblems,
};
