import { bootstrap } from '@app/service-kit';
import { certificationService } from '../src/certification.service-options.js';

/** Certification as a process of its own, configured by its environment like every service. */
await bootstrap(certificationService);
process.send!('ready');
