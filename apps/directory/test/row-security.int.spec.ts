import { Clock, serviceDataSource, UnitOfWork, type Actor, type Grant as Right } from '@app/service-kit';
import { TempDatabase } from '@app/testing';
import { directoryService } from '../src/directory.service-options.js';
import { Organization } from '../src/organizations/organization.js';
import { Person } from '../src/people/person.js';
import { anOrganization, aPerson } from './builders.js';

const itself: Actor = { kind: 'service', name: 'directory' };
const somebody = (personId: string, ...rights: Pick<Right, 'role' | 'scope' | 'scopeId'>[]): Actor => ({
  kind: 'person',
  personId,
  language: 'kk',
  grants: rights.map((right, place) => ({ id: `${place}`, ...right })),
});

describe('row-level security of the directory', () => {
  const [own, other] = [anOrganization(), anOrganization()];
  const [colleague, stranger] = [aPerson({ homeOrganizationId: own.id }), aPerson({ homeOrganizationId: other.id })];
  const coordinator = somebody(aPerson().id, { role: 'coordinator', scope: 'organization', scopeId: own.id });
  const auditor = somebody(aPerson().id, { role: 'auditor', scope: 'platform', scopeId: null });
  let database: TempDatabase;
  let work: UnitOfWork;

  beforeAll(async () => {
    database = await TempDatabase.create(serviceDataSource(directoryService));
    work = new UnitOfWork(database.dataSource, new Clock());
    await work.run(itself, async (tx) => {
      await tx.insert(Organization, [own, other]);
      await tx.insert(Person, [colleague, stranger]);
    });
  });

  afterAll(() => database?.drop());

  const peopleSeenBy = async (actor: Actor) =>
    (await work.read(actor, (tx) => tx.find(Person))).map(({ id }) => id).sort();

  it('shows a coordinator the own people, an auditor all, and everybody himself', async () => {
    expect(await peopleSeenBy(coordinator)).toEqual([colleague.id]);
    expect(await peopleSeenBy(auditor)).toEqual([colleague.id, stranger.id].sort());
    expect(await peopleSeenBy(somebody(stranger.id))).toEqual([stranger.id]);
  });

  it('shows nothing at all without a scope', async () => {
    expect(await database.dataSource.query('SELECT id FROM people')).toEqual([]);
    expect(await database.dataSource.query('SELECT id FROM organizations')).toEqual([]);
  });

  it('refuses a coordinator to write people of others, whatever a command would let pass', async () => {
    const intruder = aPerson({ homeOrganizationId: other.id });

    await expect(work.run(coordinator, (tx) => tx.insert(Person, intruder))).rejects.toThrow(/row-level security/);
    const moved = await work.run(coordinator, (tx) => tx.update(Person, stranger.id, { nameLatin: 'Changed' }));
    expect(moved.affected).toBe(0);
  });

  it('lets everybody signed in read organizations, and only the platform write them', async () => {
    expect(await work.read(coordinator, (tx) => tx.count(Organization))).toBe(2);

    await expect(work.run(coordinator, (tx) => tx.insert(Organization, anOrganization()))).rejects.toThrow(
      /row-level security/,
    );
  });

  it('finds people of others by their keys, and puts the scope back', async () => {
    const known = aPerson({ homeOrganizationId: other.id, iinHash: 'hash', iinSealed: 'sealed' });
    await work.run(itself, (tx) => tx.insert(Person, known));

    const [found, seen] = await work.run(coordinator, async (tx) => [
      await tx.query('SELECT person_id FROM people_by_keys($1, $2)', [['hash'], []]),
      await tx.count(Person),
    ]);

    expect(found).toEqual([{ person_id: known.id }]);
    expect(seen).toBe(1);
  });
});
