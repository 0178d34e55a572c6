import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { completeSchemas, type Schemas } from './openapi-schemas.js';
import { routesWithIfMatch } from './etag.js';
import type { ProcessConfig } from './service.config.js';
import type { ServiceOptions } from './service-options.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM_REF = '#/components/schemas/Problem';

/** What service-kit's own routes do. They name it here, so that starting does not load what only a description needs. */
const OWN_ROUTES: Record<string, string> = {
  HealthController_live: 'Is the process alive',
  HealthController_ready: 'Can the process work: database, broker, migrations',
  ClockController_read: 'Business time as this service sees it',
  OperationsController_status: 'What waits, what failed, and how many facts were recorded',
  OwnerReadsController_list: 'What is read from the owners of what this service keeps, and how far that has come',
  OwnerReadsController_request: 'Make a replica or projection anew, or compare it, from its owner',
  DeadLettersController_list: 'Events that this service gave up',
  DeadLettersController_replay: 'Handle a dead letter once more, now',
  DeadLettersController_discard: 'Pass over a dead letter for good, with a reason',
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'The same key with the same request gets the same answer again, for a day.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};
const IF_MATCH = {
  name: 'If-Match',
  in: 'header' as const,
  required: true,
  description: 'The ETag of the version that is changed, such as `"v7"`.',
  schema: { type: 'string', pattern: '^"v\\d+"$' },
};

/** OpenAPI 3.1 of a running service: its routes, the rules of its classes, and what all services have in common. */
export async function describeService(
  app: NestFastifyApplication,
  options: ServiceOptions,
  config: ProcessConfig,
): Promise<OpenAPIObject> {
  const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  const outline = new DocumentBuilder().setTitle(options.title).setVersion('1').setOpenAPIVersion('3.1.0').build();
  const document = SwaggerModule.createDocument(app, outline, {
    operationIdFactory: (type, method) => `${type}_${method}`,
  });
  document.components = { ...document.components, securitySchemes: securitySchemes(config) };
  document.security = [{ oidc: [] }];
  document.components.schemas = (await completeSchemas(document.components.schemas as Schemas)) as never;
  document.paths = Object.fromEntries(
    Object.entries(document.paths).filter(
      ([path]) => !path.startsWith('/internal') && path !== '/openapi.json' && path !== '/metrics',
    ),
  );
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) if (path[method]) completeOperation(path[method], method);
  }
  return document;
}

function completeOperation(operation: Operation, method: string): void {
  const own = OWN_ROUTES[operation.operationId ?? ''];
  if (own) Object.assign(operation, { summary: own, tags: ['Operations'] });
  const parameters = (operation.parameters ??= []);
  const names = new Set(parameters.map((parameter) => ('name' in parameter ? parameter.name.toLowerCase() : '')));
  if (method === 'post' && !names.has('idempotency-key')) parameters.push(IDEMPOTENCY_KEY);
  if (routesWithIfMatch.has(operation.operationId ?? '') && !names.has('if-match')) parameters.push(IF_MATCH);
  operation.responses.default ??= {
    description: 'Problem details (RFC 9457). `code` is stable; the title is in the language of Accept-Language.',
    content: { 'application/problem+json': { schema: { $ref: PROBLEM_REF } } },
  };
}

function securitySchemes(config: ProcessConfig) {
  return {
    oidc: {
      type: 'oauth2' as const,
      description: 'Sign in as a person; machines use client credentials at the same address.',
      flows: {
        authorizationCode: {
          authorizationUrl: `${config.oidcIssuer}/auth`,
          tokenUrl: `${config.oidcIssuer}/token`,
          scopes: {},
        },
      },
    },
    bearer: { type: 'http' as const, scheme: 'bearer', bearerFormat: 'JWT' },
  };
}
