import { bootstrap } from '@app/service-kit';
import { certificationService } from './certification.service-options.js';

await bootstrap(certificationService);
