import { AppointmentStateV1, checkStrictly, GrantStateV1, OrganizationStateV1, PersonStateV1 } from '@app/contracts';
import { anIin } from './builders.js';
import { ifMatch, type Caller } from './caller.js';
import { ADMINISTRATOR, RunningDirectory } from './running-directory.js';

const name = { cyrillic: 'Әсел Нұрланқызы', latin: 'Asel Nurlankyzy' };
const iin = anIin(1);

describe('directory', () => {
  let directory: RunningDirectory;
  let administrator: Caller;

  beforeAll(async () => {
    directory = await RunningDirectory.start();
    administrator = await directory.as();
  });

  afterAll(() => directory?.stop());

  describe('at its first start', () => {
    it('makes one administrator, in force at any business time', async () => {
      const { body } = await administrator.get('/v1/me');

      expect(body.person).toMatchObject({ id: ADMINISTRATOR, name: { latin: 'Platform Administrator' } });
      expect(body.grants).toEqual([expect.objectContaining({ role: 'platform-administrator', scope: 'platform' })]);
      expect((await administrator.get('/v1/grants')).body.data[0].from).toBe('2000-01-01T00:00:00.000Z');
    });
  });

  describe('organizations', () => {
    it('are registered, published and listed by name in Kazakh order', async () => {
      const names = ['Ырғыз', 'Әулиеата', 'Балқаш', 'Абай'];
      for (const kk of names) await directory.organization({ name: { kk }, kind: 'college' });

      const first = await administrator.get('/v1/organizations?kind=college&limit=3');
      const second = await administrator.get(`/v1/organizations?kind=college&cursor=${first.body.page.nextCursor}`);

      const listed = [...first.body.data, ...second.body.data].map((organization) => organization.name.kk);
      expect(listed).toEqual(['Абай', 'Әулиеата', 'Балқаш', 'Ырғыз']);
      expect(second.body.page).toEqual({ nextCursor: null, hasMore: false });
    });

    it('are published as state and, once, as a fact', async () => {
      const school = await directory.organization({ name: { kk: 'Мектеп' } });

      const [state] = await directory.published('directory.organization.v1', school.id);
      const [fact] = await directory.published('directory.organization.registered.v1', school.id);

      expect(() => checkStrictly(OrganizationStateV1, state!.data)).not.toThrow();
      expect(state).toMatchObject({ sequence: 1, organizationid: school.id, data: { active: true, level: null } });
      expect(fact).toMatchObject({ sequence: 1, data: { kind: 'school', country: 'KZ' } });
    });

    it('are revised as a whole, under the version that the caller read', async () => {
      const school = await directory.organization({ website: 'https://school.kz' });
      const change = { name: { en: 'Renamed' }, kind: 'school', active: false };

      const revised = await administrator.put(`/v1/organizations/${school.id}`, change, 1);
      const stale = await administrator.put(`/v1/organizations/${school.id}`, change, 1);

      expect(revised).toMatchObject({ status: 200, headers: { etag: '"v2"' }, body: { active: false, website: null } });
      expect(stale).toMatchObject({ status: 412, body: { code: 'version-stale' } });
      const state = await directory.publishedVersion('directory.organization.v1', school.id, 2);
      expect(state.data).toMatchObject({ name: { en: 'Renamed' }, active: false });
    });

    it('form a tree without circles', async () => {
      const city = { name: { en: 'City department' }, kind: 'education-department', level: 'city' };
      const upper = await directory.organization({ name: { en: 'Company' }, kind: 'company' });
      const lower = await directory.organization({ name: { en: 'Branch' }, kind: 'company', parentId: upper.id });
      const department = await directory.organization(city);
      const region = { name: { en: 'Region' }, kind: 'education-department', level: 'region', parentId: department.id };

      const circle = { name: { en: 'Company' }, kind: 'company', active: true, parentId: lower.id };
      const moved = await administrator.put(`/v1/organizations/${upper.id}`, circle, 1);
      const crossed = await administrator.post('/v1/organizations', region);

      expect(moved).toMatchObject({ status: 409, body: { code: 'organization-above-itself' } });
      expect(crossed).toMatchObject({ status: 409, body: { code: 'territory-levels-crossed' } });
    });
  });

  describe('people', () => {
    it('are registered once for the whole platform, and never shown or published with their number', async () => {
      const person = await administrator.make('/v1/people', {
        name,
        iin,
        mail: 'asel@example.kz',
        phone: '+77011234567',
      });
      const again = await administrator.post('/v1/people', { name, iin });
      const sameMail = await administrator.post('/v1/people', { name, mail: 'ASEL@example.kz' });

      expect(person).toMatchObject({ iin: `********${iin.slice(8)}`, mail: 'asel@example.kz', phone: '+77011234567' });
      expect(again).toMatchObject({ status: 409, body: { code: 'person-already-registered' } });
      expect(again.body.errors).toEqual([expect.objectContaining({ pointer: '/iin', code: 'taken' })]);
      expect(sameMail.body.errors).toEqual([expect.objectContaining({ pointer: '/mail', code: 'taken' })]);
      const [state] = await directory.published('directory.person.v1', person.id);
      expect(() => checkStrictly(PersonStateV1, state!.data)).not.toThrow();
      expect(state!.data).toEqual({ name, active: true });
    });

    it('are kept without a readable number, address or phone', async () => {
      const rows = await directory.database.dataSource.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.scope', 'service', true)`);
        return tx.query('SELECT p::text AS line FROM people p');
      });

      expect(rows.length).toBeGreaterThan(1);
      for (const { line } of rows) expect(line).not.toMatch(new RegExp(`${iin}|asel@example|77011234567`, 'i'));
    });

    it('hold dated offices', async () => {
      const school = await directory.organization();
      const person = await administrator.make('/v1/people', { name });
      const office = {
        personId: person.id,
        organizationId: school.id,
        category: 'school-principal',
        from: '2021-09-01',
      };
      const appointment = await administrator.make('/v1/appointments', { ...office, title: { kk: 'Директор' } });

      const twice = await administrator.post('/v1/appointments', { ...office, title: { ru: 'Директор' } });
      const end = `/v1/appointments/${appointment.id}/end`;
      const ended = await administrator.post(end, { until: '2025-06-30' }, ifMatch(1));
      const again = await administrator.post(end, { until: '2025-07-01' }, ifMatch(2));

      expect(twice).toMatchObject({ status: 409, body: { code: 'appointment-already-recorded' } });
      expect(ended).toMatchObject({ status: 200, body: { until: '2025-06-30', version: 2 } });
      expect(again).toMatchObject({ status: 409, body: { code: 'appointment-already-ended' } });
      const state = await directory.publishedVersion('directory.appointment.v1', appointment.id, 2);
      expect(() => checkStrictly(AppointmentStateV1, state.data)).not.toThrow();
      expect(state).toMatchObject({ organizationid: school.id, data: { until: '2025-06-30' } });
    });
  });

  describe('grants', () => {
    it('act within moments, and end as fast', async () => {
      const school = await directory.organization();
      const { personId, grantId, caller } = await directory.holder('coordinator', school.id);
      const newcomer = { name, homeOrganizationId: school.id };
      expect((await caller.post('/v1/people', newcomer)).status).toBe(201);

      const revoked = await administrator.post(`/v1/grants/${grantId}/revocation`, {}, ifMatch(1));
      await directory.hasRole(personId, 'coordinator', false);

      expect(revoked).toMatchObject({ status: 200, body: { version: 2, revokedAt: expect.any(String) } });
      expect(await caller.post('/v1/people', newcomer)).toMatchObject({ status: 403, body: { code: 'right-missing' } });
      const state = await directory.publishedVersion('directory.grant.v1', grantId, 2);
      expect(() => checkStrictly(GrantStateV1, state.data)).not.toThrow();
      const [given] = await directory.published('directory.grant.given.v1', grantId);
      const [taken] = await directory.published('directory.grant.revoked.v1', grantId);
      expect([given!.sequence, taken!.sequence]).toEqual([1, 2]);
      expect(given).toMatchObject({ organizationid: school.id, data: { personId, role: 'coordinator' } });
    });

    it('are given once, and taken back once', async () => {
      const grant = { clientId: 'partner-university', role: 'integration-client', scope: 'organization' };
      const school = await directory.organization();
      const given = await administrator.make('/v1/grants', { ...grant, scopeId: school.id });

      const twice = await administrator.post('/v1/grants', { ...grant, scopeId: school.id });
      await administrator.make(`/v1/grants/${given.id}/revocation`, {}, ifMatch(1));
      const again = await administrator.post(`/v1/grants/${given.id}/revocation`, {}, ifMatch(2));
      const anew = await administrator.post('/v1/grants', { ...grant, scopeId: school.id });

      expect(twice).toMatchObject({ status: 409, body: { code: 'grant-already-given' } });
      expect(again).toMatchObject({ status: 409, body: { code: 'grant-already-revoked' } });
      expect(anew.status).toBe(201);
    });

    it('never leave the platform without an administrator', async () => {
      const { data } = (await administrator.get(`/v1/grants?personId=${ADMINISTRATOR}`)).body;

      const answer = await administrator.post(`/v1/grants/${data[0].id}/revocation`, {}, ifMatch(1));

      expect(answer).toMatchObject({ status: 409, body: { code: 'last-administrator-stays' } });
    });
  });
});
