import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPack, PackRefused } from './pack.ts';

const REGIONAL = join(import.meta.dirname, 'packs/regional-leadership.json');

describe('A pack', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tulga-pack-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function faultsOf(change: (pack: any) => void): Promise<string[]> {
    const pack = JSON.parse(await readFile(REGIONAL, 'utf8'));
    change(pack);
    const file = join(folder, 'changed.json');
    await writeFile(file, JSON.stringify(pack));
    const error = await loadPack(file).catch((refused: unknown) => refused);
    return error instanceof PackRefused ? error.faults : [];
  }

  it('that the project ships is of the format and tells the facts of its source', async () => {
    const pack = await loadPack(REGIONAL);

    expect(pack.modules.filter(({ kind, country }) => kind === 'international' && country === 'CN')).toHaveLength(1);
    expect((pack.assessment!.rubric.criteria as object[]).length).toBe(5);
    expect(pack.nominations.filter(({ decision }) => decision.kind === 'admit').length).toBeGreaterThan(100);
    expect(pack.ceremony?.startsAt.slice(5, 10)).toBe('09-20');
  });

  it('is refused with the pointer of each fault', async () => {
    const faults = await faultsOf((pack) => {
      pack.cohort.surprise = true;
      pack.people[3].name = 'Әсел';
      pack.modules[0].startsOn = '2025-02-30';
      delete pack.program.organizer;
    });

    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringContaining('/cohort must NOT have additional properties: surprise'),
        expect.stringContaining('/people/3/name must be object'),
        expect.stringContaining('/modules/0/startsOn must match format "date"'),
        expect.stringContaining("/program must have required property 'organizer'"),
      ]),
    );
  });

  it('is refused when it names somebody who is not in it, or one key twice', async () => {
    const faults = await faultsOf((pack) => {
      pack.nominations[0].person = 'nobody';
      pack.organizations.push({ ...pack.organizations[0] });
    });

    expect(faults).toEqual([
      expect.stringContaining('/key is used twice: ministry'),
      '/nominations/0/person names no person of this pack: nobody',
    ]);
  });

  it('of another edition of the format is refused', async () => {
    expect(await faultsOf((pack) => (pack.format = 2))).toEqual([
      expect.stringContaining('/format must be equal to constant'),
    ]);
  });

  it('is refused when it is no JSON at all', async () => {
    const file = join(folder, 'broken.json');
    await writeFile(file, '{ "format": 1,');

    await expect(loadPack(file)).rejects.toThrow(PackRefused);
  });
});
