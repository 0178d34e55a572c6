export { Access, RightMissing, type AccessScope } from './access/access.js';
export {
  actorKey,
  PersonNeeded,
  requirePerson,
  type Actor,
  type ClientActor,
  type Grant,
  type PersonActor,
  type ServiceActor,
} from './access/actor.js';
export { AuthGuard } from './access/auth.guard.js';
export { GrantRecord } from './access/grant-record.js';
export { Grants } from './access/grants.js';
export { CurrentActor, ForServicesToo, Internal, Public, type SignedInRequest } from './access/route-access.js';
export { TokenVerifier, type TokenHolder } from './access/token-verifier.js';
export { bootstrap, createService } from './bootstrap.js';
export { Clock } from './clock.js';
export {
  createDataSourceOptions,
  migrate,
  serviceDataSource,
  serviceKitEntities,
  serviceKitMigrations,
} from './data-source.js';
export { etag, IfMatch, matchVersion, VersionStale } from './etag.js';
export { IsDay, IsIin, IsInstant, IsLocalized, IsTimeZone } from './field-rules.js';
export {
  FileContentMismatch,
  FileNotFound,
  FileStore,
  FileTooLarge,
  FileTypeUnsupported,
  LocalFileStore,
  type StoredFile,
} from './files.js';
export { Readiness, type ReadinessCheck } from './health.controller.js';
export { Iin, IinMalformed } from './iin.js';
export { JsonLogger } from './logging.js';
export { CursorMalformed, decodeCursor, page, PageQuery, type Page } from './paging.js';
export { LANGUAGES, languageOf, type Language, type ProblemCatalogue, type Translated } from './problems/language.js';
export { Problem } from './problems/problem.js';
export { PROBLEM_TYPE, ProblemDetailsFilter } from './problems/problem-details.filter.js';
export { ProblemTexts } from './problems/problem-texts.js';
export { StrictValidationPipe, ValidationFailed } from './problems/validation.pipe.js';
export { requestContext, type RequestContext } from './request-context.js';
export { secureReferenceTable, secureTable, type RowOwners } from './row-security.js';
export { ConfigBroken, Flag, JsonText, KeyText, loadConfig, ProcessConfig, ServiceConfig } from './service.config.js';
export type { EntityClass, MigrationClass, ServiceOptions } from './service-options.js';
export { SnakeNamingStrategy } from './snake-naming.strategy.js';
export { FileBody, type UploadedFile } from './uploaded-file.js';
export { UnitOfWork } from './unit-of-work.js';
export { UuidParam } from './uuid-param.js';
