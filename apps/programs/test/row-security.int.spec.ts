import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock, serviceDataSource, UnitOfWork, type Actor, type Grant } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { Ceremony } from '../src/ceremonies/ceremony.js';
import { Contribution } from '../src/ceremonies/contribution.js';
import { Cohort } from '../src/cohorts/cohort.js';
import { CohortModule } from '../src/modules/module.js';
import { programsService } from '../src/programs.service-options.js';
import { Program } from '../src/programs/program.js';
import { Organization } from '../src/replicas/organization.js';
import { SessionSeries } from '../src/series/session-series.js';
import { Session } from '../src/sessions/session.js';
import { aModule, aPlan, aProgram, aSeries, aSession } from './builders.js';

const mentor = uuid();
const program = aProgram();
const cohort = Object.assign(Cohort.plan(uuid(), program, aPlan()), { status: 'running' });
const plan = { title: { en: 'Closing' }, startsAt: '2025-09-20T10:00:00Z', venue: null, presenters: [] };
const rows = new Map<new () => object, { id: string }>([
  [Program, program],
  [Cohort, cohort],
  [CohortModule, aModule(cohort)],
  [SessionSeries, aSeries(cohort)],
  [Session, aSession(cohort)],
  [Ceremony, Ceremony.plan(uuid(), cohort, plan)],
  [Contribution, Contribution.record(uuid(), cohort, { role: 'mentor', personId: mentor })],
]);
const offered = [Program, Cohort, CohortModule, SessionSeries, Session, Ceremony];

let database: TempDatabase;
let work: UnitOfWork;

const person = (personId: string, ...grants: Partial<Grant>[]): Actor => ({
  ...{ kind: 'person', personId, language: 'en' },
  grants: grants.map((grant) => ({ role: 'program-organizer', scope: 'organization', ...grant }) as Grant),
});
const organizer = person(uuid(), { scopeId: program.organizerId });
const ofProgram = person(uuid(), { scope: 'program', scopeId: program.id });
const stranger = person(uuid(), { scopeId: uuid() });
const officer = person(uuid(), { role: 'ministry-officer', scope: 'platform', scopeId: null });

beforeAll(async () => {
  database = await TempDatabase.create(serviceDataSource(programsService));
  work = new UnitOfWork(database.dataSource, new Clock());
  await work.run({ kind: 'service', name: 'programs' }, async (tx) => {
    await tx.insert(Organization, { id: program.organizerId, kind: 'school', active: true });
    for (const [entity, row] of rows) await tx.insert(entity, row);
  });
});

afterAll(() => database?.drop());

const count = (actor: Actor, entity: new () => object) => work.read(actor, (tx) => tx.count(entity));
const idOf = (entity: new () => object) => rows.get(entity)!.id;

/** How many rows change or go when nothing but the database forbids it. */
const changed = (actor: Actor, entity: new () => object) =>
  work.run(actor, async (tx) => (await tx.update(entity, idOf(entity), { organizerId: program.organizerId })).affected);
const removed = (actor: Actor, entity: new () => object) =>
  work.run(actor, async (tx) => (await tx.delete(entity, idOf(entity))).affected);
const added = (actor: Actor, entity: new () => object) =>
  work.run(actor, (tx) => tx.insert(entity, { ...rows.get(entity), id: uuid() }));

describe.each([...rows.keys()])('%p', (entity) => {
  it('is changed by its organizer, of the school or of the program', async () => {
    for (const actor of [organizer, ofProgram]) expect(await changed(actor, entity)).toBe(1);
  });

  it('is neither changed, removed nor added by anybody else', async () => {
    for (const actor of [stranger, person(mentor)]) {
      expect([await changed(actor, entity), await removed(actor, entity)]).toEqual([0, 0]);
      await expect(added(actor, entity)).rejects.toThrow('row-level security');
    }
  });

  it('is seen without a scope by nobody', async () => {
    expect(await database.dataSource.manager.count(entity)).toBe(0);
  });
});

describe.each(offered)('%p', (entity) => {
  it('is read by everybody who is signed in', async () => {
    for (const actor of [organizer, ofProgram, stranger, officer, person(uuid())]) {
      expect(await count(actor, entity)).toBe(1);
    }
  });
});

describe('A contribution', () => {
  it('is seen by who organizes, who gave it and the ministry', async () => {
    for (const actor of [organizer, ofProgram, person(mentor), officer])
      expect(await count(actor, Contribution)).toBe(1);
    for (const actor of [stranger, person(uuid())]) expect(await count(actor, Contribution)).toBe(0);
  });
});

describe('An organization', () => {
  it('is what the directory said, whoever asks', async () => {
    const close = (tx: EntityManager) => tx.update(Organization, program.organizerId, { active: false });

    for (const actor of [organizer, stranger, officer]) {
      expect(await count(actor, Organization)).toBe(1);
      expect((await work.run(actor, close)).affected).toBe(0);
    }
  });
});
