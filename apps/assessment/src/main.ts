import { bootstrap } from '@app/service-kit';
import { assessmentService } from './assessment.service-options.js';

await bootstrap(assessmentService);
