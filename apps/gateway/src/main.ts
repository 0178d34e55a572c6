import 'reflect-metadata';
import { bootstrap } from '@app/service-kit';
import { gatewayService } from './gateway.service-options.js';

await bootstrap(gatewayService);
