import { v7 as uuid } from 'uuid';
import { ifMatch, type Caller, type Json } from './caller.js';
import { RunningDirectory } from './running-directory.js';

const name = { cyrillic: 'Ерлан Қасымов', latin: 'Yerlan Kassymov' };
const school = { name: { kk: 'Мектеп' }, kind: 'school' };
const office = { category: 'dean', title: { en: 'Dean' }, from: '2024-01-01' };

describe('what the directory refuses', () => {
  let directory: RunningDirectory;
  let administrator: Caller;
  let organization: Json;

  beforeAll(async () => {
    directory = await RunningDirectory.start();
    administrator = await directory.as();
    organization = await directory.organization();
  });

  afterAll(() => directory?.stop());

  it.each([
    ['an unknown field', '/v1/organizations', { ...school, color: 'blue' }, '/color', 'unknown-field'],
    ['a kind that does not exist', '/v1/organizations', { ...school, kind: 'kindergarten' }, '/kind', 'is-in'],
    ['a name in no language', '/v1/organizations', { ...school, name: {} }, '/name', 'is-localized'],
    [
      'a name in an unknown language',
      '/v1/organizations',
      { ...school, name: { de: 'Schule' } },
      '/name',
      'is-localized',
    ],
    ['an empty name', '/v1/organizations', { ...school, name: { kk: ' ' } }, '/name', 'is-localized'],
    ['a country in small letters', '/v1/organizations', { ...school, country: 'kz' }, '/country', 'matches'],
    ['a website without protocol', '/v1/organizations', { ...school, website: 'school.kz' }, '/website', 'is-url'],
    ['no name at all', '/v1/people', {}, '/name', 'is-defined'],
    ['a name that is a text', '/v1/people', { name: 'Yerlan' }, '/name', 'is-object'],
    [
      'Latin letters in the Cyrillic name',
      '/v1/people',
      { name: { ...name, cyrillic: 'Epлан' } },
      '/name/cyrillic',
      'matches',
    ],
    [
      'Cyrillic letters in the Latin name',
      '/v1/people',
      { name: { ...name, latin: 'Yеrlan' } },
      '/name/latin',
      'matches',
    ],
    ['an IIN with a wrong check digit', '/v1/people', { name, iin: '900101300000' }, '/iin', 'is-iin'],
    ['a phone number without country code', '/v1/people', { name, phone: '87011234567' }, '/phone', 'matches'],
    ['a day that does not exist', '/v1/appointments', { ...office, from: '2025-02-30' }, '/from', 'is-day'],
    ['a number where an id belongs', '/v1/appointments', { ...office, personId: 7 }, '/personId', 'is-uuid'],
    ['a role that does not exist', '/v1/grants', { role: 'king', scope: 'platform' }, '/role', 'is-in'],
    [
      'a grant from a local time',
      '/v1/grants',
      { role: 'auditor', from: '2025-02-03T09:00:00' },
      '/from',
      'is-instant',
    ],
    ['a batch of nobody', '/v1/people/resolutions', { items: [] }, '/items', 'array-min-size'],
    ['a row that is no object', '/v1/people/resolutions', { items: ['row'] }, '/items/0', 'is-object'],
  ])('%s', async (_, url, body, pointer, code) => {
    const answer = await administrator.post(url, body);

    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each([
    [
      'a parent that does not exist',
      '/v1/organizations',
      { ...school, parentId: uuid() },
      400,
      'parent-organization-not-found',
    ],
    [
      'a department without level',
      '/v1/organizations',
      { ...school, kind: 'education-department' },
      400,
      'level-is-of-departments',
    ],
    ['a person at home nowhere', '/v1/people', { name, homeOrganizationId: uuid() }, 404, 'organization-not-found'],
    [
      'an office in no organization',
      '/v1/appointments',
      { ...office, personId: uuid(), organizationId: uuid() },
      404,
      undefined,
    ],
    ['a grant without holder', '/v1/grants', { role: 'auditor', scope: 'platform' }, 400, 'grant-needs-one-holder'],
    [
      'a grant for nobody known',
      '/v1/grants',
      { personId: uuid(), role: 'auditor', scope: 'platform' },
      404,
      'person-not-found',
    ],
    [
      'a coordinator of no organization',
      '/v1/grants',
      { clientId: 'partner', role: 'coordinator', scope: 'organization', scopeId: uuid() },
      404,
      'organization-not-found',
    ],
    [
      'a coordinator of the platform',
      '/v1/grants',
      { clientId: 'partner', role: 'coordinator', scope: 'platform' },
      400,
      'role-does-not-fit-scope',
    ],
    [
      'a row without IIN and mail',
      '/v1/people/resolutions',
      { items: [{ key: '1', name, homeOrganizationId: uuid() }] },
      400,
      'rows-without-identifier',
    ],
  ])('%s', async (_, url, body, status, code) => {
    const answer = await administrator.post(url, body);

    expect(answer.status).toBe(status);
    expect(answer.body.code).toEqual(code ?? expect.stringMatching(/-not-found$/));
  });

  it('an office that ends before it begins', async () => {
    const person = await administrator.make('/v1/people', { name });
    const ids = { personId: person.id, organizationId: organization.id };

    const answer = await administrator.post('/v1/appointments', { ...office, ...ids, until: '2023-12-31' });

    expect(answer).toMatchObject({ status: 400, body: { code: 'appointment-ends-before-it-begins' } });
  });

  it('ids that are none, and ids of nothing', async () => {
    expect(await administrator.get('/v1/organizations/7')).toMatchObject({
      status: 400,
      body: { code: 'validation-failed' },
    });
    expect((await administrator.get(`/v1/organizations/${uuid()}`)).body.code).toBe('organization-not-found');
    expect((await administrator.get(`/v1/people/${uuid()}`)).body.code).toBe('person-not-found');
    const revocation = `/v1/grants/${uuid()}/revocation`;
    expect((await administrator.post(revocation, {}, ifMatch(1))).body.code).toBe('grant-not-found');
  });

  it('cursors that no list gave out', async () => {
    for (const list of ['/v1/organizations', '/v1/people', '/v1/grants']) {
      const answer = await administrator.get(`${list}?cursor=bm9uc2Vuc2U`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'cursor-malformed' } });
    }
  });

  it('a change without If-Match', async () => {
    const answer = await administrator.send(
      'PUT',
      `/v1/organizations/${organization.id}`,
      { ...school, active: true },
      {},
    );

    expect(answer).toMatchObject({ status: 428, body: { code: 'if-match-missing' } });
  });

  it('a key that was used for something else, and answers the same request with the first answer', async () => {
    const key = { 'idempotency-key': uuid() };

    const first = await administrator.post('/v1/organizations', school, key);
    const repeated = await administrator.post('/v1/organizations', school, key);
    const other = await administrator.post('/v1/organizations', { ...school, kind: 'college' }, key);

    expect(repeated).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect(repeated.headers['idempotency-replayed']).toBe('true');
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('people without the right, and machines where people decide', async () => {
    const { caller } = await directory.holder('coordinator', organization.id);
    const machine = await directory.asClient('partner-university');

    expect((await caller.post('/v1/organizations', school)).body.code).toBe('right-missing');
    expect((await caller.put(`/v1/organizations/${organization.id}`, { ...school, active: true }, 1)).body.code).toBe(
      'right-missing',
    );
    const grant = { clientId: 'partner', role: 'coordinator', scope: 'organization', scopeId: organization.id };
    expect((await machine.post('/v1/grants', grant)).body.code).toBe('person-needed');
  });

  it('everybody without a token', async () => {
    const response = await directory.app.inject({ method: 'GET', url: '/v1/organizations' });

    expect(response.statusCode).toBe(401);
  });

  it('in the language of the caller', async () => {
    const answer = await administrator.get(`/v1/people/${uuid()}`, { 'accept-language': 'kk' });

    expect(answer.body.title).toBe('Мұндай адам табылмады');
  });
});
