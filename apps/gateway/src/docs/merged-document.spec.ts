import type { JsonObject } from './json-document.js';
import { mergedDocument } from './merged-document.js';
import type { ServicePart } from './service-part.js';

const programs: ServicePart = {
  name: 'programs',
  title: 'Programs',
  prefix: '/api/programs',
  publicRoutes: ['/calendar'],
  document: {
    openapi: '3.1.0',
    paths: {
      '/v1/cohorts/{id}': { get: operation('Cohorts_read', 'cohorts', '#/components/schemas/Cohort') },
      '/v1/clock': { get: operation('Clock_read', 'Clock', '#/components/schemas/Clock') },
      '/calendar/{id}': { get: operation('Calendar_read', 'SessionCalendars', '#/components/schemas/Cohort') },
      '/health/live': { get: operation('Health_live', 'Health', '#/components/schemas/Clock') },
      '/internal/events': { get: operation('Internal_events', 'Internal', '#/components/schemas/Clock') },
    },
    components: {
      schemas: {
        Cohort: { type: 'object', properties: { parent: { nullable: true, $ref: '#/components/schemas/Title' } } },
        Title: { type: 'object', properties: { kk: { type: 'string', nullable: true } } },
        Clock: { type: 'object' },
        Problem: { type: 'object' },
      },
      securitySchemes: { oidc: { type: 'oauth2' } },
    },
  },
};
const enrollment: ServicePart = {
  name: 'enrollment',
  title: 'Enrollment',
  prefix: '/api/enrollment',
  publicRoutes: [],
  document: {
    paths: { '/v1/cohorts/{id}': { get: operation('Cohorts_read', 'Enrollment', '#/components/schemas/Cohort') } },
    components: { schemas: { Cohort: { type: 'object', description: 'the one of enrollment' } } },
  },
};

function operation(operationId: string, tag: string, schema: string): JsonObject {
  const content = { 'application/json': { schema: { $ref: schema } } };
  return {
    operationId,
    tags: [tag],
    summary: operationId,
    responses: {
      '200': { description: 'done', content },
      default: { description: 'refused', content: { 'x/y': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

describe('The merged document', () => {
  const document = mergedDocument([programs, enrollment], [], '1.0.0');

  it('has the paths as the gateway has them, and nothing internal', () => {
    expect(Object.keys(document.paths)).toEqual([
      '/api/programs/v1/cohorts/{id}',
      '/calendar/{id}',
      '/api/enrollment/v1/cohorts/{id}',
    ]);
  });

  it('keeps components of one name apart and leaves out what nobody needs', () => {
    expect(Object.keys(document.components.schemas!).sort()).toEqual([
      'Problem',
      'enrollment.Cohort',
      'programs.Cohort',
      'programs.Title',
    ]);
    expect(JSON.stringify(document.paths['/api/programs/v1/cohorts/{id}'])).toContain(
      '"#/components/schemas/programs.Cohort"',
    );
    expect(JSON.stringify(document)).not.toContain('"#/components/schemas/Cohort"');
  });

  it('says null as OpenAPI 3.1 does', () => {
    const { 'programs.Title': title, 'programs.Cohort': cohort } = document.components.schemas!;

    expect(title).toMatchObject({ properties: { kk: { type: ['string', 'null'] } } });
    expect(cohort).toMatchObject({
      properties: { parent: { anyOf: [{ $ref: '#/components/schemas/programs.Title' }, { type: 'null' }] } },
    });
  });

  it('asks for a sign-in where there is an interface, and not beside it', () => {
    expect(document.security).toEqual([{ signIn: ['openid'] }]);
    expect(document.paths['/api/programs/v1/cohorts/{id}']!.get).not.toHaveProperty('security');
    expect(document.paths['/calendar/{id}']!.get).toHaveProperty('security', []);
  });

  it('names operations and subjects by their service', () => {
    expect(document.paths['/api/enrollment/v1/cohorts/{id}']!.get).toMatchObject({
      operationId: 'enrollment.Cohorts_read',
      tags: ['Enrollment'],
    });
    expect(document.tags).toEqual([
      { name: 'Programs: cohorts' },
      { name: 'Programs: session calendars' },
      { name: 'Enrollment' },
    ]);
  });

  it('signs in at the address it was read from', () => {
    expect(document.components.securitySchemes).toMatchObject({
      signIn: { flows: { authorizationCode: { authorizationUrl: '/oidc/auth', tokenUrl: '/oidc/token' } } },
    });
  });

  it('says which services are missing', () => {
    expect(mergedDocument([programs], ['enrollment'], '1.0.0')['x-unavailable']).toEqual(['enrollment']);
    expect(document).not.toHaveProperty('x-unavailable');
  });
});
