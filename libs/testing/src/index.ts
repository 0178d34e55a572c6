export { manifestOf } from '../../../deploy/local/manifests.js';
export { sampleOf, samplesOf } from './sample.js';
export { TempBroker, type ManifestLike } from './temp-broker.js';
export { TempDatabase, type TempDatabaseOptions } from './temp-database.js';
export { testRun, type TestRun } from './test-run.config.js';
export { TestIdentity, testEnv, type TokenWishes } from './tokens.js';
export { waitFor } from './wait-for.js';
