import type { Step } from '../timeline.ts';
import type { World } from '../world.ts';

/** After the ceremony: certificates that turn out to be wrong are revoked; an open-ended series states who came so far. */
export function epilogue(world: World): Step[] {
  const { revocations = [], cohort } = world.pack;
  const steps: Step[] = revocations.map(({ person, at, reason }) => ({
    at,
    rank: 90,
    label: 'revocations',
    run: () => revoke(world, person, reason),
  }));
  const at = cohort.participationStatedAt;
  if (at) steps.push({ at, rank: 85, label: 'participation stated', run: () => stateParticipation(world) });
  return steps;
}

async function revoke(world: World, person: string, reason: string): Promise<void> {
  const query = `cohortId=${world.one.cohort}&holderId=${world.id('person', person)}`;
  const { data } = await world.asOfficer(`/api/certification/v1/certificates?${query}`);
  const certificate = data.find(
    ({ kind }: { kind: string }) => kind === 'completion-certificate' || kind === 'retraining-certificate',
  );
  if (!certificate) return; // who was not certified, has nothing to lose
  const path = `/api/certification/v1/certificates/${certificate.id}/revocation`;
  await world.asOfficer(path, { method: 'POST', step: 'revoke', body: { reason } });
}

async function stateParticipation(world: World): Promise<void> {
  const path = `/api/enrollment/v1/cohorts/${world.one.cohort}/participation-statements`;
  await world.asOfficer(path, { method: 'POST', step: 'statements', body: {} });
}
