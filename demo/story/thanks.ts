import { eachSideBySide, type Step } from '../timeline.ts';
import type { World } from '../world.ts';

const API = '/api/programs/v1';

/** Whom the organizer thanks, and the ceremony at which it does. */
export function thanks(world: World, at: string): Step[] {
  const steps: Step[] = [{ at, rank: 13, label: 'contributions', run: () => recordContributions(world) }];
  if (!world.pack.ceremony) return steps;
  const hold = async (): Promise<void> =>
    void (await world.asOfficer(`${API}/ceremonies/${world.one.ceremony}/holding`, {
      method: 'POST',
      step: 'holding',
    }));
  return [
    ...steps,
    { at, rank: 14, label: 'ceremony planned', run: () => planCeremony(world) },
    { at: world.pack.ceremony.startsAt, rank: 70, label: 'closing ceremony', run: hold },
  ];
}

async function recordContributions(world: World): Promise<void> {
  await eachSideBySide(world.pack.contributions ?? [], async ({ role, person, organization }) => {
    const who = person
      ? { personId: world.id('person', person) }
      : { organizationId: world.id('organization', organization!) };
    await world.asOfficer(`${API}/cohorts/${world.one.cohort}/contributions`, {
      method: 'POST',
      step: `${role} ${person ?? organization}`,
      body: { role, ...who },
    });
  });
}

async function planCeremony(world: World): Promise<void> {
  const { title, startsAt, venue, presenters } = world.pack.ceremony!;
  const body = { title, startsAt, ...(venue !== undefined && { venue }), presenters: world.named(presenters ?? []) };
  const path = `${API}/cohorts/${world.one.cohort}/ceremonies`;
  world.one.ceremony = (await world.asOfficer(path, { method: 'POST', step: 'ceremony', body })).id;
}
