import 'reflect-metadata';
import { bootstrap } from '@app/service-kit';
import { identityService } from './identity.service-options.js';

await bootstrap(identityService);
