import { bootstrap } from '@app/service-kit';
import { directoryService } from './directory.service-options.js';

await bootstrap(directoryService);
