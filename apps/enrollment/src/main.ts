import { bootstrap } from '@app/service-kit';
import { enrollmentService } from './enrollment.service-options.js';

await bootstrap(enrollmentService);
