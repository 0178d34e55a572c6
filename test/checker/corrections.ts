import { setTimeout as pause } from 'node:timers/promises';
import type { Step } from '../../demo/timeline.ts';
import type { World } from '../../demo/world.ts';
import { now } from './real-time.ts';
import type { RecordedClient } from './recorded-client.ts';

const SESSION = 'session-1';
/** Longer than any fault. */
const CORRECTED_MS = 180_000;
const ATTEMPT_MS = 12_000;

/** A sheet that called somebody absent who was there is corrected; without it the person would not complete. */
export function corrections(world: World, client: RecordedClient, absentAtFirst: string): Step[] {
  const at = `${world.pack.cohort.startsOn}T12:00:00+05:00`;
  return [{ at, rank: 35, label: 'attendance corrected', run: () => correct(world, client, absentAtFirst) }];
}

/** A correction bears no key: whoever got no answer looks whether the sheet is right, and corrects it if not. */
async function correct(world: World, client: RecordedClient, person: string): Promise<void> {
  const path = `/api/enrollment/v1/sessions/${world.id('session', SESSION)}/attendance-sheet`;
  const officer = world.id('person', world.pack.program.officer);
  const participantId = world.id('participant', person);
  for (const deadline = now() + CORRECTED_MS; now() < deadline; await pause(200)) {
    const { version, records } = await world.asOfficer<Sheet>(path);
    const line = records.find((one) => one.participantId === participantId);
    if (line?.status === 'present') return;
    const body = { records: records.map((one) => (one === line ? { participantId, status: 'present' } : one)) };
    await client.once(officer, path, { method: 'PUT', ifMatch: version, body }, ATTEMPT_MS);
  }
  throw new Error(`The sheet of ${SESSION} was not corrected within ${CORRECTED_MS / 1000} s`);
}

interface Sheet {
  version: number;
  records: { participantId: string; status: string }[];
}
