import { setTimeout as pause } from 'node:timers/promises';
import { calendar } from './story/calendar.ts';
import { exercises } from './story/exercises.ts';
import { judgment } from './story/judgment.ts';
import { epilogue } from './story/epilogue.ts';
import { people } from './story/people.ts';
import { program } from './story/program.ts';
import { prologue } from './story/prologue.ts';
import { thanks } from './story/thanks.ts';
import { runScene, scenesOf, type Scene, type Step } from './timeline.ts';
import type { Stage } from './stage.ts';
import type { World } from './world.ts';

export interface Listeners {
  /** Called before each scene with how far the story is, 0 to 1. */
  onScene?(scene: Scene, progress: number): void;
  /** Called once, when the first completion certificate of the story can be verified. */
  onFirstCertificate?(certificate: IssuedCertificate): void;
}

/** What the registry shows of a certificate. */
export interface IssuedCertificate {
  id: string;
  number: string;
  kind: string;
  status: string;
  credentialId: string;
}

const DAY_MS = 86_400_000;
const SIGNING_MS = 10_000;

/**
 * Tells the stories of a stage on one clock, from the registration of their organizations to the last revocation; then the
 * clock returns to real time.
 */
export async function tell(stage: Stage, listeners: Listeners = {}): Promise<void> {
  const begin = new Date(Math.min(...stage.worlds.map(beginOf))).toISOString();
  const scenes = scenesOf(stage.worlds.flatMap((world) => stepsOf(world, begin)));
  let isAwaited = listeners.onFirstCertificate !== undefined;
  const look = async (): Promise<void> => {
    const certificate = await firstCertificate(stage.worlds);
    if (!certificate) return;
    isAwaited = false;
    listeners.onFirstCertificate?.(certificate);
  };
  for (const [index, scene] of scenes.entries()) {
    listeners.onScene?.(scene, index / scenes.length);
    await stage.advanceClock(scene.at);
    if (isAwaited && scene.label === 'decisions') {
      // One decision first: the visitor sees a certificate while the others are still being decided.
      await scene.steps.shift()?.run();
      await look();
    }
    await runScene(scene);
    await stage.settle();
    if (isAwaited && scene.label === 'decisions') await look();
  }
  await stage.setClock(null);
}

function beginOf({ pack: { cohort } }: World): number {
  const opening = cohort.nominations?.opensAt ?? `${cohort.startsOn}T08:00:00+05:00`;
  return Date.parse(opening) - 7 * DAY_MS;
}

/** All organizations and people are registered together, before the first story begins. */
function stepsOf(world: World, begin: string): Step[] {
  const at = new Date(beginOf(world)).toISOString();
  return [
    ...prologue(world, begin),
    ...program(world, at),
    ...calendar(world, at),
    ...thanks(world, at),
    ...people(world),
    ...exercises(world),
    ...judgment(world, at),
    ...epilogue(world),
  ];
}

/** A certificate follows its decision within a second or so; a decision that failed somebody is followed by none. */
async function firstCertificate(worlds: World[]): Promise<IssuedCertificate | undefined> {
  for (const deadline = Date.now() + SIGNING_MS; Date.now() < deadline; await pause(100)) {
    for (const world of worlds.filter(({ one }) => one.cohort)) {
      const path = `/api/certification/v1/certificates?cohortId=${world.one.cohort}&limit=10`;
      const { data } = await world.asOfficer<{ data: IssuedCertificate[] }>(path);
      const certificate = data.find(
        ({ kind }) => kind === 'completion-certificate' || kind === 'retraining-certificate',
      );
      if (certificate) return certificate;
    }
  }
  return undefined;
}
