import { v7 as uuid } from 'uuid';
import { aModulePlan, aPlan, aSessionPlan } from './builders.js';
import { ifMatch, pointersOf, refusal, type Json } from './caller.js';
import { RunningPrograms } from './running-programs.js';
import { aCeremonyBody, aProgramBody, Scene } from './scene.js';

let service: RunningPrograms;
let scene: Scene;
let running: Json;

beforeAll(async () => {
  service = await RunningPrograms.start();
  await service.setClock('2025-02-10T04:00:00Z');
  scene = await Scene.of(service);
  running = await scene.cohort('running');
}, 60_000);

afterAll(() => service?.stop());

describe('a body', () => {
  const [document] = aPlan().documents;
  const programs = '/v1/programs';
  const speaker = { name: 'Ләззат', kind: 'national-expert' };

  it.each([
    ['an unknown field', { color: 'blue' }, '/color', 'unknown-field'],
    ['a code with a blank', { code: 'R L E' }, '/code', 'matches'],
    ['a title in no language', { title: {} }, '/title', 'is-localized'],
    ['a title that is a text', { title: 'Leadership' }, '/title', 'is-localized'],
    ['an organizer that is no id', { organizerId: 7 }, '/organizerId', 'is-uuid'],
    ['a goal in an unknown language', { goals: [{ de: 'Ziel' }] }, '/goals', 'is-localized'],
    ['a policy that is a list', { policyAnchor: [] }, '/policyAnchor', 'is-object'],
    [
      'a day of a policy that does not exist',
      { policyAnchor: { title: { en: 'x' }, from: '2025-02-30' } },
      '/policyAnchor/from',
      'is-day',
    ],
  ])('of a program is refused: %s', async (_, overrides, pointer, code) => {
    const { organizerId } = scene;
    const answer = await scene.organizer.post(programs, { ...aProgramBody({ organizerId }), ...overrides });

    expect(refusal(answer)).toEqual([400, 'validation-failed']);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each([
    ['a day that does not exist', { startsOn: '2025-02-29' }, '/startsOn', 'is-day'],
    [
      'an instant without offset',
      { nominations: { opensAt: '2025-01-13T09:00:00', closesAt: '2025-01-14T09:00:00Z' } },
      '/nominations/opensAt',
      'is-instant',
    ],
    ['a list of windows', { nominations: [aPlan().nominations] }, '/nominations', 'is-object'],
    ['no seat at all', { seats: { total: 0 } }, '/seats/total', 'min'],
    ['more seats than people', { seats: { total: 1e12 } }, '/seats/total', 'max'],
    ['half a seat', { seats: { perOrganization: 1.5 } }, '/seats/perOrganization', 'is-int'],
    ['no seats where an object belongs', { seats: null }, '/seats', 'is-object'],
    [
      'an attendance above all',
      { completionRule: { version: 1, minimumAttendance: 75 } },
      '/completionRule/minimumAttendance',
      'max',
    ],
    [
      'a kind of document that does not exist',
      { documents: [{ ...document, kind: 'diploma' }] },
      '/documents/0/kind',
      'is-in',
    ],
    ['nothing where a document belongs', { documents: [null] }, '/documents', 'is-object'],
    ['a list where a partner belongs', { partners: [[]] }, '/partners', 'is-object'],
    ['a status', { status: 'concluded' }, '/status', 'unknown-field'],
  ])('of a cohort is refused: %s', async (_, overrides, pointer, code) => {
    const answer = await scene.organizer.post(`${programs}/${scene.programId}/cohorts`, { ...aPlan(), ...overrides });

    expect(refusal(answer)).toEqual([400, 'validation-failed']);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each([
    ['modules', 'a number beyond all modules', { number: 9_999_999_999 }, '/number', 'max'],
    ['modules', 'a country in small letters', { country: 'kz' }, '/country', 'matches'],
    ['modules', 'a time zone of nowhere', { timeZone: 'Asia/Tulga' }, '/timeZone', 'is-time-zone'],
    ['sessions', 'an offset where a time zone belongs', { timeZone: '+05:00' }, '/timeZone', 'matches'],
    ['sessions', 'an hour that does not exist', { startsAt: '2025-02-10T25:00:00Z' }, '/startsAt', 'is-instant'],
    ['sessions', 'a mode that does not exist', { mode: 'telepathic' }, '/mode', 'is-in'],
    ['sessions', 'a text where true belongs', { counted: 'yes' }, '/counted', 'is-boolean'],
    ['sessions', 'a speaker of no kind', { speakers: [{ ...speaker, kind: 'king' }] }, '/speakers/0/kind', 'is-in'],
    ['sessions', 'a room for nobody', { venue: { capacity: 0 } }, '/venue/capacity', 'min'],
    [
      'sessions',
      'points in no language',
      { materials: [{ title: { en: 'x' }, points: [{}] }] },
      '/materials/0/points',
      'is-localized',
    ],
    ['contributions', 'a role that does not exist', { role: 'friend' }, '/role', 'is-in'],
    [
      'ceremonies',
      'a presenter without office',
      { presenters: [{ name: 'x' }] },
      '/presenters/0/office',
      'is-localized',
    ],
  ])('of %s is refused: %s', async (what, _, overrides, pointer, code) => {
    const right = {
      modules: aModulePlan(),
      sessions: aSessionPlan(),
      contributions: { personId: uuid() },
      ceremonies: aCeremonyBody,
    };
    const body = { ...right[what as 'modules'], ...overrides };
    const answer = await scene.organizer.post(`/v1/cohorts/${running.id}/${what}`, body);

    expect(refusal(answer)).toEqual([400, 'validation-failed']);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each([
    ['modules', { startsOn: '2025-02-14', endsOn: '2025-02-10' }, 'ends-before-it-begins', '/endsOn'],
    ['modules', { startsOn: '2025-02-09' }, 'module-outside-cohort', '/startsOn'],
    ['sessions', { endsAt: '2025-02-10T04:30:00Z' }, 'ends-before-it-begins', '/endsAt'],
    [
      'sessions',
      { startsAt: '2025-09-20T18:00:00Z', endsAt: '2025-09-20T20:00:00Z' },
      'session-outside-days',
      '/endsAt',
    ],
    ['sessions', { speakers: [speaker, { kind: speaker.kind }] }, 'speaker-unclear', '/speakers/1'],
    [
      'ceremonies',
      { presenters: [{ personId: uuid(), name: 'x', office: { en: 'x' } }] },
      'presenter-unclear',
      '/presenters/0',
    ],
    ['contributions', { personId: null }, 'contributor-unclear', '/personId'],
  ])('of %s is refused by a rule: %j', async (what, overrides, code, pointer) => {
    const right = {
      modules: aModulePlan(),
      sessions: aSessionPlan(),
      contributions: { role: 'mentor' },
      ceremonies: aCeremonyBody,
    };
    const body = { ...right[what as 'modules'], ...overrides };
    const answer = await scene.organizer.post(`/v1/cohorts/${running.id}/${what}`, body);

    expect(refusal(answer)).toEqual([400, code]);
    expect(pointersOf(answer)).toEqual([pointer]);
  });
});

describe('what does not exist', () => {
  it('is not found, and an id that is none is refused', async () => {
    const id = uuid();
    const { organizer } = scene;
    const [plan, module, session] = [aPlan(), aModulePlan(), aSessionPlan()];

    expect(refusal(await organizer.get(`/v1/programs/${id}`))).toEqual([404, 'program-not-found']);
    expect(refusal(await organizer.post(`/v1/programs/${id}/cohorts`, plan))).toEqual([404, 'program-not-found']);
    const commission = { commissionerId: scene.ministryId };
    expect((await scene.officer.post(`/v1/programs/${id}/commission`, commission)).body.code).toBe('program-not-found');
    for (const list of ['', '/modules', '/sessions', '/contributions', '/ceremonies', '/figures']) {
      expect(refusal(await organizer.get(`/v1/cohorts/${id}${list}`))).toEqual([404, 'cohort-not-found']);
    }
    expect(refusal(await organizer.post(`/v1/cohorts/${id}/opening`))).toEqual([404, 'cohort-not-found']);
    expect(refusal(await organizer.post(`/v1/cohorts/${id}/modules`, module))).toEqual([404, 'cohort-not-found']);
    expect(refusal(await organizer.put(`/v1/modules/${id}`, module, ifMatch(1)))).toEqual([404, 'module-not-found']);
    expect(refusal(await organizer.post(`/v1/sessions/${id}/holding`))).toEqual([404, 'session-not-found']);
    expect(refusal(await organizer.post(`/v1/ceremonies/${id}/holding`))).toEqual([404, 'ceremony-not-found']);
    const lost = { ...session, number: 99, moduleId: (await scene.module((await scene.cohort()).id)).id };
    expect(refusal(await organizer.post(`/v1/cohorts/${running.id}/sessions`, lost))).toEqual([
      404,
      'module-not-found',
    ]);
    expect(refusal(await organizer.get('/v1/cohorts/7'))).toEqual([400, 'validation-failed']);
  });

  it('organizations are to be known and active wherever they are named', async () => {
    const { organizer, officer, programId, organizerId } = scene;
    const [unknown, closed] = [uuid(), await service.organization(false)];
    const ofClosed = await service.granted('program-organizer', 'organization', closed);
    const partners = (organizationId: string) => [{ organizationId, role: 'host' }];
    const mentor = { role: 'mentor', personId: uuid() };

    for (const answer of [
      await ofClosed.post('/v1/programs', aProgramBody({ organizerId: closed })),
      await organizer.post(`/v1/programs/${programId}/cohorts`, aPlan({ partners: partners(closed) })),
      await organizer.post(`/v1/cohorts/${running.id}/contributions`, { ...mentor, organizationId: closed }),
    ]) {
      expect(refusal(answer)).toEqual([400, 'organization-unknown']);
    }
    const hosts = aPlan({ partners: [...partners(organizerId), ...partners(closed)] });
    const second = await organizer.post(`/v1/programs/${programId}/cohorts`, hosts);
    expect(pointersOf(second)).toEqual(['/partners/1/organizationId']);
    // It may just have been registered: whoever asks is to come again.
    for (const answer of [
      await officer.post(`/v1/programs/${programId}/commission`, { commissionerId: unknown }),
      await organizer.post(`/v1/cohorts/${running.id}/modules`, aModulePlan({ partners: partners(unknown) })),
    ]) {
      expect(refusal(answer)).toEqual([503, 'not-known-yet']);
    }
  });

  it('cursors that no list gave out, and parameters that no list has', async () => {
    for (const list of ['/v1/programs', '/v1/cohorts']) {
      const forged = Buffer.from('["x"]').toString('base64url');
      expect(refusal(await scene.organizer.get(`${list}?cursor=${forged}`))).toEqual([400, 'cursor-malformed']);
      expect(refusal(await scene.organizer.get(`${list}?color=blue`))).toEqual([400, 'validation-failed']);
      expect(refusal(await scene.organizer.get(`${list}?limit=0`))).toEqual([400, 'validation-failed']);
    }
  });
});

describe('a refusal', () => {
  it('is told in the language of the caller', async () => {
    const { body } = await scene.organizer.get(`/v1/programs/${uuid()}`, { 'accept-language': 'kk' });

    expect(body.title).toBe('Мұндай бағдарлама жоқ');
  });
});
