import type { Step } from '../timeline.ts';
import type { World } from '../world.ts';

/** After the ceremony: certificates that turn out to be wrong are revoked. */
export function epilogue(world: World): Step[] {
  return (world.pack.revocations ?? []).map(({ person, at, reason }) => ({
    at,
    rank: 90,
    label: 'revocations',
    run: async () => {
      await world.settle();
      const query = `cohortId=${world.one.cohort}&holderId=${world.id('person', person)}`;
      const { data } = await world.asOfficer(`/api/certification/v1/certificates?${query}`);
      const certificate = data.find(
        ({ kind }: { kind: string }) => kind !== 'acknowledgment' && kind !== 'participation-record',
      );
      if (!certificate) return; // who was not certified, has nothing to lose
      await world.asOfficer(`/api/certification/v1/certificates/${certificate.id}/revocation`, {
        method: 'POST',
        step: 'revoke',
        body: { reason },
      });
    },
  }));
}
