import { differences, readExpected } from './expected.ts';
import type { Report } from './report.ts';

/** A report that says just what is expected. */
async function asExpected(): Promise<Report> {
  const programs = (await readExpected()).map((program) => ({
    ...program,
    revoked: Array.from({ length: program.revoked }, (_, index) => `NUMBER-${index}`),
  }));
  const run = {
    baseUrl: '',
    events: {},
    evaluatedToIssuedMs: { p50: 0, p99: 0 },
    doubles: 0,
    deadLetters: 0,
    failures: [],
  };
  return { programs, ...run };
}

describe('The expected report', () => {
  it('has the five programs of the source texts', async () => {
    const expected = await readExpected();

    expect(expected.map(({ code }) => code)).toEqual(['AL', 'EULP', 'RLE', 'SLR', 'UM2020']);
    expect(expected.find(({ code }) => code === 'UM2020')).toMatchObject({
      organizations: 12,
      completedOrganizations: 10,
    });
    expect(expected.find(({ code }) => code === 'EULP')).toMatchObject({ organizations: 28, modulesHeld: 9 });
  });

  it('agrees with a report that says the same', async () => {
    expect(differences(await asExpected(), await readExpected())).toEqual([]);
  });

  it('names each cell that differs, and a program that is missing', async () => {
    const report = await asExpected();
    const [first, second] = report.programs;
    report.programs.shift();
    second.certificates += 1;
    second.notCompleted = [];

    expect(differences(report, await readExpected())).toEqual([
      `${first.code} was not played`,
      expect.stringMatching(`^${second.code} notCompleted: \\[\\], expected \\[\\{.*`),
      `${second.code} certificates: ${second.certificates}, expected ${second.certificates - 1}`,
    ]);
  });
});
