import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestOf, readManifests, unpublished } from './manifests.ts';

const programs = {
  name: 'programs',
  title: 'Programs',
  database: 'tulga_programs',
  route: '/api/programs',
  publicRoutes: [],
  publishes: ['programs.cohort.opened.v1', 'state:programs.cohort.v1'],
  consumes: ['state:directory.organization.v1'],
};

describe('readManifests', () => {
  let apps: string;

  beforeEach(() => {
    apps = mkdtempSync(join(tmpdir(), 'tulga-apps-'));
  });

  afterEach(() => rmSync(apps, { recursive: true }));

  function write(folder: string, manifest: unknown): void {
    mkdirSync(join(apps, folder));
    writeFileSync(
      join(apps, folder, 'service.json'),
      typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
    );
  }

  it('reads each service and passes over folders without a manifest', () => {
    write('programs', programs);
    mkdirSync(join(apps, 'console'));

    expect(readManifests(apps)).toEqual([programs]);
    expect(manifestOf('programs', apps)).toEqual(programs);
  });

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['a missing property', { ...programs, consumes: undefined }, "must have required property 'consumes'"],
    ['an unknown property', { ...programs, consume: [] }, 'must NOT have additional properties: consume'],
    [
      'another name than its folder',
      { ...programs, name: 'program' },
      'name is "program", but the folder is "programs"',
    ],
    ['a name that is no contract', { ...programs, consumes: ['cohort'] }, '"cohort" is neither a fact'],
    [
      'what belongs to another',
      { ...programs, publishes: ['state:directory.person.v1'] },
      'which belongs to directory',
    ],
    ['a database with a quote', { ...programs, database: 'a"b' }, '/database must match pattern'],
  ])('refuses %s', (_what, manifest, message) => {
    write('programs', manifest);

    expect(() => readManifests(apps)).toThrow(message);
  });

  it('refuses two services with one database or route', () => {
    write('programs', programs);
    write('cohorts', { ...programs, name: 'cohorts', publishes: [] });

    expect(() => readManifests(apps)).toThrow(
      /database tulga_programs is claimed by cohorts and programs\n.*route \/api\/programs is claimed/,
    );
  });

  it('finds what is consumed and published by nobody', () => {
    write('programs', programs);

    expect(unpublished(readManifests(apps))).toEqual([
      'programs consumes state:directory.organization.v1, which nobody publishes',
    ]);
  });
});
