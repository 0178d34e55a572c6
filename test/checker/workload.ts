import type { Random } from '../../libs/testing/src/random.ts';
import type { History } from './history.ts';
import { planProgram } from './program-plan.ts';
import { runProgram, type ProgramOutcome } from './program-run.ts';
import { now } from './real-time.ts';

/** Keeps several programs going side by side, each followed by another, until its time is over; those that run then end. */
export class Workload {
  readonly outcomes: ProgramOutcome[] = [];
  private readonly gatewayUrl: string;
  private readonly history: History;
  private readonly random: Random;
  private begun = 0;

  constructor(gatewayUrl: string, history: History, random: Random) {
    this.gatewayUrl = gatewayUrl;
    this.history = history;
    this.random = random;
  }

  get running(): number {
    return this.begun - this.outcomes.length;
  }

  async run(sideBySide: number, until: number): Promise<void> {
    await Promise.all(Array.from({ length: sideBySide }, () => this.keepGoing(until)));
  }

  private async keepGoing(until: number): Promise<void> {
    while (now() < until) {
      const number = ++this.begun;
      const today = new Date(now()).toISOString().slice(0, 10);
      const plan = planProgram(`CHK${String(number).padStart(4, '0')}`, today, this.random.fork(number));
      this.outcomes.push(await runProgram(this.gatewayUrl, plan, this.history));
    }
  }
}
