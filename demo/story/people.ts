import type { Pack, PackNomination } from '../pack.ts';
import type { Step } from '../timeline.ts';
import type { World } from '../world.ts';

const API = '/api/enrollment/v1';
/** What the platform rightly refuses when a pack says so: too late, too many, twice. */
const NOMINATION_REFUSALS = [
  'nomination-window-closed',
  'nomination-window-not-open',
  'nomination-over-quota',
  'person-already-nominated',
];
const ADMISSION_REFUSALS = ['no-seat-left', 'waiver-needed'];

/** People on their way in and out: nominated, admitted or declined, withdrawn; and the names they confirm. */
export function people(world: World): Step[] {
  const { nominations, nameConfirmations, institutions = [] } = world.pack;
  const steps = [
    ...institutions.flatMap((institution) => institutionWay(world, institution)),
    ...nominations.flatMap((nomination) => way(world, nomination)),
  ];
  if (nameConfirmations) {
    for (const { person } of nominations)
      if (!nameConfirmations.except?.includes(person))
        steps.push({
          at: nameConfirmations.at,
          rank: 40,
          label: 'names confirmed',
          run: () => confirmName(world, person, nameConfirmations.at),
        });
  }
  return steps;
}

type Institution = NonNullable<Pack['institutions']>[number];

/** An institution takes part as a whole; when it leaves, its people leave with it. */
function institutionWay(world: World, { organization, enrolledAt, withdrawal }: Institution): Step[] {
  const coordinator = world.coordinator(organization);
  const enroll = async (): Promise<void> => {
    const body = { institutionId: world.id('organization', organization) };
    const path = `${API}/cohorts/${world.one.cohort}/institutions`;
    const { id } = await world.asOfficer(path, { method: 'POST', step: organization, body });
    world.remember('institution', organization, id);
  };
  const steps: Step[] = [{ at: enrolledAt, rank: 15, label: 'institutions', run: enroll }];
  if (withdrawal) {
    const leave = async (): Promise<void> => {
      const path = `${API}/institutions/${world.id('institution', organization)}/withdrawal`;
      await world.as(coordinator, path, { method: 'POST', step: 'withdraw', body: { reason: withdrawal.reason } });
    };
    steps.push({ at: withdrawal.at, rank: 17, label: 'withdrawals', run: leave });
  }
  return steps;
}

function way(world: World, nomination: PackNomination): Step[] {
  const { submittedAt, decision, withdrawal } = nomination;
  const steps: Step[] = [
    { at: submittedAt, rank: 15, label: 'nominations', run: () => nominate(world, nomination) },
    { at: decision.at, rank: 16, label: 'nominations decided', run: () => decide(world, nomination) },
  ];
  if (withdrawal)
    steps.push({ at: withdrawal.at, rank: 17, label: 'withdrawals', run: () => withdraw(world, nomination) });
  return steps;
}

async function nominate(world: World, nomination: PackNomination): Promise<void> {
  const { person, organization, category } = nomination;
  const body = {
    cohortId: world.one.cohort,
    personId: world.id('person', person),
    organizationId: world.id('organization', organization),
    category: category ?? world.person(person).appointments[0].category,
  };
  await world.unlessRefused('nomination', person, NOMINATION_REFUSALS, async () => {
    const { id } = await world.as(world.coordinator(organization), `${API}/nominations`, {
      method: 'POST',
      step: person,
      body,
    });
    world.remember('nomination', person, id);
  });
}

async function decide(world: World, { person, decision }: PackNomination): Promise<void> {
  if (!world.has('nomination', person)) return;
  const path = `${API}/nominations/${world.id('nomination', person)}`;
  if (decision.kind === 'decline') {
    await world.asOfficer(`${path}/declination`, {
      method: 'POST',
      step: 'decline',
      body: { reason: decision.reason ?? 'not-selected' },
    });
    return;
  }
  await world.unlessRefused('admission', person, ADMISSION_REFUSALS, async () => {
    const body = decision.waiver ? { waiver: { reason: decision.waiver } } : {};
    const admitted = await world.asOfficer(`${path}/admission`, { method: 'POST', step: 'admit', body });
    world.remember('participant', person, admitted.participantId);
  });
}

async function withdraw(world: World, { person, organization, withdrawal }: PackNomination): Promise<void> {
  if (!world.has('participant', person)) return;
  const path = `${API}/participants/${world.id('participant', person)}/withdrawal`;
  await world.as(world.coordinator(organization), path, {
    method: 'POST',
    step: 'withdraw',
    body: { reason: withdrawal!.reason },
  });
}

async function confirmName(world: World, person: string, at: string): Promise<void> {
  if (!world.isActive(person, at)) return;
  const body = { name: world.person(person).name };
  await world.as(person, '/api/certification/v1/name-confirmations', { method: 'POST', step: 'confirm', body });
}
