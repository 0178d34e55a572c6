import { anIin } from './builders.js';
import { ifMatch, type Caller, type Json } from './caller.js';
import { RunningDirectory } from './running-directory.js';

const name = { cyrillic: 'Жанар Әлиева', latin: 'Zhanar Aliyeva' };

describe('what is seen of the directory', () => {
  let directory: RunningDirectory;
  let [own, other]: Json[] = [];
  let coordinator: { personId: string; grantId: string; caller: Caller };
  let neighbor: { personId: string; grantId: string; caller: Caller };

  beforeAll(async () => {
    directory = await RunningDirectory.start();
    own = await directory.organization({ name: { en: 'Own' } });
    other = await directory.organization({ name: { en: 'Other' } });
    coordinator = await directory.holder('coordinator', own.id);
    neighbor = await directory.holder('coordinator', other.id);
  });

  afterAll(() => directory?.stop());

  const register = (who: { caller: Caller }, home: Json, more: Json = {}) =>
    who.caller.make('/v1/people', { name, homeOrganizationId: home.id, ...more });

  it('a coordinator registers people for the own organization only', async () => {
    const answer = await coordinator.caller.post('/v1/people', { name, homeOrganizationId: other.id });
    const nowhere = await coordinator.caller.post('/v1/people', { name });

    expect(answer).toMatchObject({ status: 403, body: { code: 'right-missing' } });
    expect(nowhere).toMatchObject({ status: 400, body: { code: 'home-organization-missing' } });
  });

  it('people of another organization do not exist for a coordinator, in lists neither', async () => {
    const person = await register(coordinator, own);

    const seen = await coordinator.caller.get(`/v1/people/${person.id}`);
    const unseen = await neighbor.caller.get(`/v1/people/${person.id}`);
    const renamed = await neighbor.caller.put(`/v1/people/${person.id}/name`, { name }, 1);
    const listed = await neighbor.caller.get('/v1/people?q=zhanar');

    expect(seen.status).toBe(200);
    expect(unseen).toMatchObject({ status: 404, body: { code: 'person-not-found' } });
    expect(renamed).toMatchObject({ status: 404, body: { code: 'person-not-found' } });
    expect(listed.body.data).toEqual([]);
  });

  it('a person is known where he holds an office, but renamed only at home', async () => {
    const person = await register(coordinator, own);
    const office = { personId: person.id, organizationId: other.id, category: 'expert', from: '2024-01-01' };
    await neighbor.caller.make('/v1/appointments', { ...office, title: { en: 'Expert' } });

    const seen = await neighbor.caller.get(`/v1/people/${person.id}`);
    const renamed = await neighbor.caller.put(`/v1/people/${person.id}/name`, { name }, 1);
    const offices = await coordinator.caller.get(`/v1/people/${person.id}/appointments`);

    expect(seen.status).toBe(200);
    expect(renamed).toMatchObject({ status: 403, body: { code: 'right-missing' } });
    expect(offices.body.data).toEqual([]);
  });

  it('everybody sees himself, and spells the own name', async () => {
    const { personId } = coordinator;
    const person = await register(coordinator, own);
    const self = await directory.as(person.id);
    const spelling = { cyrillic: 'Жанар Әли', latin: 'Janar Ali' };

    const renamed = await self.put(`/v1/people/${person.id}/name`, { name: spelling }, 1);
    const stranger = await self.get(`/v1/people/${personId}`);

    expect(renamed).toMatchObject({ status: 200, body: { version: 2, name: spelling } });
    expect(stranger.status).toBe(404);
    const state = await directory.publishedVersion('directory.person.v1', person.id, 2);
    expect(state.data).toMatchObject({ name: spelling });
  });

  it('offices are recorded in the own organization only', async () => {
    const person = await register(coordinator, own);
    const office = { personId: person.id, category: 'dean', title: { en: 'Dean' }, from: '2024-01-01' };

    const foreign = await coordinator.caller.post('/v1/appointments', { ...office, organizationId: other.id });
    const appointment = await coordinator.caller.make('/v1/appointments', { ...office, organizationId: own.id });
    const end = await neighbor.caller.post(
      `/v1/appointments/${appointment.id}/end`,
      { until: '2025-01-01' },
      ifMatch(1),
    );

    expect(foreign).toMatchObject({ status: 403, body: { code: 'right-missing' } });
    expect(end).toMatchObject({ status: 404, body: { code: 'appointment-not-found' } });
  });

  describe('resolutions', () => {
    it('find a person whom another organization registered, and register the rest once', async () => {
      const known = await register(coordinator, own, { iin: anIin(11), mail: 'known@example.kz' });
      const items = [
        { key: 'known', iin: anIin(11), name, homeOrganizationId: other.id },
        { key: 'by mail', mail: 'Known@example.kz', name, homeOrganizationId: other.id },
        { key: 'new', iin: anIin(12), mail: 'new@example.kz', name, homeOrganizationId: other.id },
        { key: 'new again', iin: anIin(12), name, homeOrganizationId: other.id },
      ];

      const first = await neighbor.caller.post('/v1/people/resolutions', { items });
      const second = await neighbor.caller.post('/v1/people/resolutions', { items });

      const [, , registered] = first.body;
      expect(first.body).toEqual([
        { key: 'known', personId: known.id, created: false },
        { key: 'by mail', personId: known.id, created: false },
        { key: 'new', personId: registered.personId, created: true },
        { key: 'new again', personId: registered.personId, created: false },
      ]);
      expect(second.body.map(({ personId }: Json) => personId)).toEqual(
        first.body.map(({ personId }: Json) => personId),
      );
      expect(second.body.some(({ created }: Json) => created)).toBe(false);
      expect((await neighbor.caller.get(`/v1/people/${known.id}`)).status).toBe(404);
      await directory.published('directory.person.v1', registered.personId);
    });

    it('register nobody when a number and an address belong to different people', async () => {
      await register(coordinator, own, { iin: anIin(21) });
      await register(coordinator, own, { mail: 'second@example.kz', iin: anIin(22) });
      const row = { name, homeOrganizationId: other.id };
      const items = [
        { key: 'fine', iin: anIin(23), ...row },
        { key: 'mixed', iin: anIin(21), mail: 'second@example.kz', ...row },
      ];

      const refused = await neighbor.caller.post('/v1/people/resolutions', { items });
      const alone = await neighbor.caller.post('/v1/people/resolutions', { items: [items[0]] });

      expect(refused).toMatchObject({ status: 409, body: { code: 'identifiers-of-different-people' } });
      expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/items/1' })]);
      expect(alone.body[0].created).toBe(true);
    });

    it('of the same people at the same time register each of them once', async () => {
      const items = Array.from({ length: 40 }, (_, place) => ({
        key: `row ${place}`,
        iin: anIin(100 + place),
        name,
        homeOrganizationId: own.id,
      }));
      const batches = [items, items.toReversed(), items];

      const answers = await Promise.all(
        batches.map((batch) => coordinator.caller.post('/v1/people/resolutions', { items: batch })),
      );

      const rows = answers.flatMap(({ body }) => body);
      expect(new Set(rows.map(({ key, personId }: Json) => `${key} ${personId}`)).size).toBe(40);
      expect(rows.filter(({ created }: Json) => created).length).toBe(40);
    });
  });

  describe('grants', () => {
    it('are seen at their organization, by their holder and by who gave them', async () => {
      const organizer = await directory.holder('program-organizer', own.id);
      const person = await register(neighbor, other);
      const grant = { personId: person.id, role: 'coordinator', scope: 'organization', scopeId: other.id };
      const given = await organizer.caller.make('/v1/grants', grant);

      const seenBy = async (caller: Caller) =>
        (await caller.get('/v1/grants?limit=200')).body.data.some(({ id }: Json) => id === given.id);

      expect(await seenBy(organizer.caller)).toBe(true);
      expect(await seenBy(neighbor.caller)).toBe(true);
      expect(await seenBy(await directory.as(person.id))).toBe(true);
      expect(await seenBy(coordinator.caller)).toBe(false);
    });

    it('are given as far as the giver’s role reaches', async () => {
      const officer = await directory.holder('ministry-officer');
      const organizer = await directory.holder('program-organizer', own.id);
      const { personId } = coordinator;
      const at = (role: string, scopeId?: string) => ({
        ...{ personId, role },
        ...(scopeId ? { scope: 'organization', scopeId } : { scope: 'platform' }),
      });

      expect((await officer.caller.post('/v1/grants', at('program-organizer', other.id))).status).toBe(201);
      expect((await officer.caller.post('/v1/grants', at('auditor'))).body.code).toBe('right-missing');
      expect((await organizer.caller.post('/v1/grants', at('program-organizer', own.id))).body.code).toBe(
        'right-missing',
      );
      expect((await neighbor.caller.post('/v1/grants', at('coordinator', other.id))).body.code).toBe('right-missing');
      const toHimself = { ...at('coordinator', other.id), personId: organizer.personId };
      expect((await organizer.caller.post('/v1/grants', toHimself)).body.code).toBe('grant-to-oneself');
      const atHome = { ...toHimself, scopeId: own.id };
      expect((await organizer.caller.post('/v1/grants', atHome)).status).toBe(201);
    });
  });
});
