import type { Step } from '../timeline.ts';
import type { World } from '../world.ts';

const API = '/api/programs/v1';

/** The program and its cohort, from registration to conclusion, as their officer runs them. */
export function program(world: World, at: string): Step[] {
  const { cohort } = world.pack;
  const opening = cohort.nominations?.opensAt ?? at;
  const start = later(`${cohort.startsOn}T08:00:00+05:00`, cohort.nominations?.closesAt);
  const steps: Step[] = [
    { at, rank: 10, label: 'program and cohort', run: () => register(world) },
    { at: opening, rank: 12, label: 'cohort opened', run: () => act(world, 'opening') },
    { at: start, rank: 13, label: 'cohort started', run: () => act(world, 'start') },
  ];
  for (const [index, { pausedAt, resumedAt }] of (cohort.pauses ?? []).entries()) {
    steps.push({ at: pausedAt, rank: 14, label: 'cohort paused', run: () => act(world, 'pause', index) });
    steps.push({ at: resumedAt, rank: 14, label: 'cohort resumed', run: () => act(world, 'resumption', index) });
  }
  if (cohort.concludedAt)
    steps.push({ at: cohort.concludedAt, rank: 80, label: 'cohort concluded', run: () => act(world, 'conclusion') });
  return steps;
}

function later(first: string, second?: string): string {
  return second && Date.parse(second) > Date.parse(first) ? second : first;
}

async function act(world: World, name: string, index = 0): Promise<void> {
  await world.asOfficer(`${API}/cohorts/${world.one.cohort}/${name}`, { method: 'POST', step: `${name} ${index}` });
}

async function register(world: World): Promise<void> {
  const { organizer, officer: _officer, author, commission, ...details } = world.pack.program;
  const authorId = author && world.id('person', author);
  const body = { ...details, organizerId: world.id('organization', organizer), ...(authorId && { authorId }) };
  world.one.program = (await world.asOfficer(`${API}/programs`, { method: 'POST', step: 'program', body })).id;
  if (commission) {
    const { commissioner, officer, ...document } = commission;
    await world.as(officer, `${API}/programs/${world.one.program}/commission`, {
      method: 'POST',
      step: 'commission',
      body: { ...document, commissionerId: world.id('organization', commissioner) },
    });
  }
  await planCohort(world);
}

async function planCohort(world: World): Promise<void> {
  const { concludedAt: _end, pauses: _pauses, participationStatedAt: _stated, partners, ...rules } = world.pack.cohort;
  const { id } = await world.asOfficer(`${API}/programs/${world.one.program}/cohorts`, {
    method: 'POST',
    step: 'cohort',
    body: { ...rules, partners: world.partners(partners) },
  });
  world.one.cohort = id;
}
