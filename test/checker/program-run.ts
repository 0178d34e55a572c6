import { setTimeout as pause } from 'node:timers/promises';
import { Refused } from '../../demo/client.ts';
import { Stage } from '../../demo/stage.ts';
import { calendar } from '../../demo/story/calendar.ts';
import { epilogue } from '../../demo/story/epilogue.ts';
import { judgment } from '../../demo/story/judgment.ts';
import { people } from '../../demo/story/people.ts';
import { program } from '../../demo/story/program.ts';
import { prologue } from '../../demo/story/prologue.ts';
import { thanks } from '../../demo/story/thanks.ts';
import { runScene, scenesOf, type Step } from '../../demo/timeline.ts';
import { World } from '../../demo/world.ts';
import { corrections } from './corrections.ts';
import { forbiddenWrites } from './forbidden-writes.ts';
import type { History } from './history.ts';
import { impatientWrites } from './impatient-writes.ts';
import type { Fate, ProgramPlan } from './program-plan.ts';
import { now } from './real-time.ts';
import { RecordedClient } from './recorded-client.ts';

/** Signing waits for nobody, but a fault may hold back what leads to it. */
const CERTIFICATE_MS = 120_000;

/** A program as it went, with what the documents of its people must look like. */
export interface ProgramOutcome {
  code: string;
  cohortId: string | undefined;
  /** All its acts were answered: only then is it known what there must be. */
  isFinished: boolean;
  /** Why it did not come to its end: a refusal that no rule explains, or no answer. */
  brokenOff?: { kind: 'refused' | 'gave-up'; reason: string };
  people: { personId: string; fate: Fate }[];
}

/** Plays one program to its end through the public HTTP API, in real time: no clock is moved, and nobody waits for quiet. */
export async function runProgram(gatewayUrl: string, plan: ProgramPlan, history: History): Promise<ProgramOutcome> {
  const { pack, fates } = plan;
  const { code } = pack.program;
  const client = new RecordedClient(gatewayUrl, code, history);
  const world = new World(pack, new Stage(client));
  const outcome: ProgramOutcome = { code, cohortId: undefined, isFinished: false, people: [] };
  history.note('program begins', { program: code, fates: Object.fromEntries(fates) });
  try {
    for (const scene of scenesOf([...stepsOf(world), ...besides(world, client, plan)])) {
      if (scene.label === 'revocations') await untilIssued(world);
      await runScene(scene);
    }
    outcome.isFinished = true;
  } catch (error) {
    const kind = error instanceof Refused ? 'refused' : 'gave-up';
    outcome.brokenOff = { kind, reason: (error as Error).message };
  }
  outcome.cohortId = world.one.cohort;
  outcome.people = [...fates]
    .filter(([key]) => world.has('person', key))
    .map(([key, fate]) => ({ personId: world.id('person', key), fate }));
  history.note('program ends', { program: code, isFinished: outcome.isFinished, ...outcome.brokenOff });
  return outcome;
}

function stepsOf(world: World): Step[] {
  const at = `${world.pack.cohort.startsOn}T07:00:00+05:00`;
  return [
    ...prologue(world, at),
    ...program(world, at),
    ...calendar(world, at),
    ...thanks(world, at),
    ...people(world),
    ...judgment(world, at),
    ...epilogue(world),
  ];
}

/** What no story of the demo has: what is corrected, what is forbidden, and what nobody waits for. */
function besides(world: World, client: RecordedClient, plan: ProgramPlan): Step[] {
  return [
    ...corrections(world, client, plan.absentAtFirst),
    ...forbiddenWrites(world, client, plan.nominatedTwice),
    ...impatientWrites(world, client, plan.impatience),
  ];
}

/** Only what was issued can be revoked; the story of the demo passes over what is not there yet. */
async function untilIssued(world: World): Promise<void> {
  for (const { person } of world.pack.revocations ?? []) {
    const query = `cohortId=${world.one.cohort}&holderId=${world.id('person', person)}`;
    for (const deadline = now() + CERTIFICATE_MS; ; await pause(200)) {
      const { data } = await world.asOfficer(`/api/certification/v1/certificates?${query}`);
      if (data.length > 0) break;
      if (now() > deadline) throw new Error(`${person} got no certificate within ${CERTIFICATE_MS / 1000} s`);
    }
  }
}
