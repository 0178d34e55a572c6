import { runTests, type SpecReport } from './jest-run.ts';
import type { Remedy } from './remedy.ts';
import { firstLine, messageOf, type Verdict } from './verdict.ts';

/**
 * What the tests say in the same tree while every remedy is on: one that fails then as well shows nothing of a remedy.
 * Each spec is run once for all of its tests that the list names.
 */
export class Controls {
  readonly #remedies: readonly Pick<Remedy, 'spec' | 'test'>[];
  readonly #directory: string;
  readonly #reports = new Map<string, SpecReport>();

  constructor(remedies: readonly Pick<Remedy, 'spec' | 'test'>[], directory: string) {
    this.#remedies = remedies;
    this.#directory = directory;
  }

  /** The verdict on a remedy whose test does not pass with it; undefined when it does, and the trial may begin. */
  async objectionTo({ spec, test: name }: Pick<Remedy, 'spec' | 'test'>): Promise<Verdict | undefined> {
    const report = this.#reports.get(spec) ?? (await this.#run(spec));
    const test = report.assertionResults.find(({ fullName }) => fullName === name);
    if (test?.status === 'passed') return undefined;
    return { failed: false, seen: `does not pass with the remedy either: ${firstLine(messageOf(report, test))}` };
  }

  async #run(spec: string): Promise<SpecReport> {
    const tests = this.#remedies.filter((remedy) => remedy.spec === spec).map(({ test }) => test);
    const report = await runTests(spec, [...new Set(tests)], this.#directory);
    this.#reports.set(spec, report);
    return report;
  }
}
