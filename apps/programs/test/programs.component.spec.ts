import {
  CohortConcludedV1,
  CohortOpenedV1,
  CohortPausedV1,
  CohortResumedV1,
  CohortStateV1,
  ProgramCommissionedV1,
} from '@app/contracts';
import { aPlan } from './builders.js';
import { ifMatch, type Json } from './caller.js';
import { RunningPrograms } from './running-programs.js';
import { aProgramBody, Scene } from './scene.js';

let service: RunningPrograms;
let scene: Scene;

beforeAll(async () => {
  service = await RunningPrograms.start();
  await service.setClock('2025-02-10T13:00:00Z');
  scene = await Scene.of(service);
}, 60_000);

afterAll(() => service?.stop());

describe('a program', () => {
  it('is shown as it was registered, with an ETag', async () => {
    const policyAnchor = { title: { en: 'Concept of education' }, number: '249', from: '2023-01-01' };
    const body = aProgramBody({ organizerId: scene.organizerId, goals: [{ en: 'Lead change' }], policyAnchor });
    const { id } = await scene.organizer.make('/v1/programs', body);

    const { headers, body: shown } = await scene.stranger.get(`/v1/programs/${id}`);

    const rest = { aliases: [], description: null, authorId: null, commission: null };
    expect(shown).toEqual({ id, version: 1, ...rest, ...body });
    expect(headers.etag).toBe('"v1"');
  });

  it('is commissioned by the ministry, and its cohorts tell so', async () => {
    const own = await Scene.of(service);
    const cohort = await own.cohort();
    const commission = { commissionerId: own.ministryId, documentNumber: 'MES-2025/17', documentDate: '2025-01-05' };
    const before = await service.state(CohortStateV1, cohort.id, 1);

    const program = await own.officer.make(`/v1/programs/${own.programId}/commission`, commission);

    expect(before).toMatchObject({ commissionerId: null });
    expect(program).toMatchObject({ version: 2, commission });
    expect(await service.state(CohortStateV1, cohort.id, 2)).toMatchObject({ commissionerId: own.ministryId });
    const [fact] = await service.published(ProgramCommissionedV1, own.programId);
    expect(fact).toMatchObject({ sequence: 1, organizationid: own.organizerId });
    expect(fact.data).toEqual({
      commissionerId: own.ministryId,
      organizerId: own.organizerId,
      documentNumber: 'MES-2025/17',
    });
  });

  it('and an act on its cohort at the same time make two versions of the cohort', async () => {
    const own = await Scene.of(service);
    const { id } = await own.cohort();

    await Promise.all([
      own.officer.make(`/v1/programs/${own.programId}/commission`, { commissionerId: own.ministryId }),
      own.organizer.make(`/v1/cohorts/${id}/opening`),
    ]);

    expect(await service.state(CohortStateV1, id, 3)).toMatchObject({
      status: 'open',
      commissionerId: own.ministryId,
    });
  });
});

describe('a cohort', () => {
  it('goes from plan to conclusion, and tells of every step', async () => {
    const { id, ...planned } = await scene.cohort();
    const act = (name: string) => scene.organizer.make(`/v1/cohorts/${id}/${name}`);

    expect(planned).toMatchObject({ status: 'planned', version: 1, organizerId: scene.organizerId });
    const statuses: string[] = [];
    for (const name of ['opening', 'start', 'pause', 'resumption', 'conclusion'])
      statuses.push((await act(name)).status);

    expect(statuses).toEqual(['open', 'running', 'paused', 'running', 'concluded']);
    const facts = [CohortOpenedV1, CohortPausedV1, CohortResumedV1, CohortConcludedV1];
    for (const [index, contract] of facts.entries()) {
      const [fact] = await service.published(contract, id);
      expect(fact).toMatchObject({ sequence: index + 1, organizationid: scene.organizerId });
      expect(fact.time).toMatch(/^2025-02-10T13:/);
    }
    const { programId, organizerId } = scene;
    const [opened] = await service.published(CohortOpenedV1, id);
    expect(opened.data).toMatchObject({ programId, organizerId });
    expect(await service.state(CohortStateV1, id, 6)).toMatchObject({ status: 'concluded', programId, organizerId });
  });

  it('publishes the rules that others decide by, its instants in UTC', async () => {
    const nominations = { opensAt: '2025-01-13T09:00:00+05:00', closesAt: '2025-01-27T18:00:00+05:00' };
    const [document] = aPlan().documents;
    const documents = [{ ...document, notBefore: '2025-09-20T15:00:00+05:00' }];
    const { id } = await scene.cohort('planned', { nominations, documents });

    expect(await service.state(CohortStateV1, id, 1)).toMatchObject({
      nominations: { opensAt: '2025-01-13T04:00:00.000Z', closesAt: '2025-01-27T13:00:00.000Z' },
      documents: [{ ...document, notBefore: '2025-09-20T10:00:00.000Z' }],
      seats: { total: 110, perOrganization: 2 },
      completionRule: { version: 1, minimumAttendance: 0.75, requiresPassedProject: true },
    });
  });

  it('needs no more than its code, days and subjects', async () => {
    const { code, title, startsOn } = aPlan({ code: 'BREAKFAST' });
    const least = { code, title, startsOn, targetCategories: [], subjectKind: 'person', documents: [], partners: [] };
    const cohort = await scene.organizer.make(`/v1/programs/${scene.programId}/cohorts`, least);

    const open = { endsOn: null, nominations: null, completionRule: null };
    expect(cohort).toMatchObject({ ...least, ...open, seats: { total: null, perOrganization: null } });
    expect(await service.state(CohortStateV1, cohort.id, 1)).toMatchObject(open);
  });

  it('is revised on the version that was read, by what was read', async () => {
    const {
      id,
      version,
      programId: _program,
      organizerId: _organizer,
      status: _status,
      ...plan
    } = await scene.cohort();
    const url = `/v1/cohorts/${id}`;

    const { status, headers, body } = await scene.organizer.put(url, { ...plan, endsOn: null }, ifMatch(version));

    expect([status, headers.etag, body.endsOn]).toEqual([200, '"v2"', null]);
    expect(await service.state(CohortStateV1, id, 2)).toMatchObject({ endsOn: null, nominations: plan.nominations });
  });
});

describe('lists', () => {
  it('show the newest first and go on where the page before ended', async () => {
    const own = await Scene.of(service);
    const made = [await own.cohort(), await own.cohort(), await own.cohort()].map(({ id }) => id);
    const list = async (query: string) => (await scene.stranger.get(`/v1/cohorts?${query}`)).body;

    const first = await list(`programId=${own.programId}&limit=2`);
    const second = await list(`programId=${own.programId}&limit=2&cursor=${first.page.nextCursor}`);

    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made.reverse());
    expect(second.page).toEqual({ nextCursor: null, hasMore: false });
    const programs = await scene.stranger.get(`/v1/programs?organizerId=${own.organizerId}`);
    expect(programs.body.data.map(({ id }: Json) => id)).toEqual([own.programId]);
  });
});

describe('the description', () => {
  it('says what every route does, and what is null where', async () => {
    const { paths, components } = (await scene.stranger.get('/openapi.json')).body;
    const operations = Object.entries<Json>(paths)
      .filter(([path]) => path.startsWith('/v1/'))
      .flatMap(([path, methods]) =>
        Object.entries<Json>(methods).map(([method, { summary }]) => [method, path, summary]),
      );

    expect(operations.filter(([, , summary]) => !summary)).toEqual([]);
    const { properties, required } = components.schemas.CohortView;
    expect(properties.endsOn.type).toEqual(['string', 'null']);
    expect(required).toEqual(Object.keys(properties));
  });
});
