import { bootstrap } from '@app/service-kit';
import { programsService } from './programs.service-options.js';

await bootstrap(programsService);
