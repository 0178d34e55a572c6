import { bootstrap } from '../../src/index.js';
import { libraryService } from '../library.service.js';

/** The library as a process of its own, configured by its environment like every service. */
const app = await bootstrap(libraryService);
process.send!({ url: await app.getUrl() });
