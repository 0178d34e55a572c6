import type { Request } from '../../demo/client.ts';
import type { Step } from '../../demo/timeline.ts';
import type { World } from '../../demo/world.ts';
import type { RecordedClient } from './recorded-client.ts';

const ENROLLMENT = '/api/enrollment/v1';
const CERTIFICATES = '/api/certification/v1/certificates';

/** Writes that the rules forbid, each right after what forbids it: they must be refused and leave nothing behind. */
export function forbiddenWrites(world: World, client: RecordedClient, nominatedTwice: string): Step[] {
  const { nominations, revocations = [] } = world.pack;
  const forbid = forbidding(world, client);
  return [
    ...nominations
      .filter(({ person }) => person === nominatedTwice)
      .map(({ person, organization, submittedAt }) => ({
        ...{ at: submittedAt, rank: 16, label: 'nominated twice' },
        run: async () => {
          const body = {
            ...{ cohortId: world.one.cohort, personId: world.id('person', person) },
            ...{ organizationId: world.id('organization', organization), category: 'school-principal' },
          };
          const coordinator = world.coordinator(organization);
          await forbid(coordinator, `${ENROLLMENT}/nominations`, body, 'person-already-nominated');
        },
      })),
    ...nominations
      .filter(({ decision }) => decision.kind === 'decline')
      .map(({ person, decision }) => ({
        ...{ at: decision.at, rank: 17, label: 'admitted though declined' },
        run: async () => {
          const path = `${ENROLLMENT}/nominations/${world.id('nomination', person)}/admission`;
          await forbid(world.pack.program.officer, path, {}, 'nomination-already-decided');
        },
      })),
    ...revocations.map(({ person, at, reason }) => ({
      ...{ at, rank: 91, label: 'revoked twice' },
      run: async () => {
        const path = `${CERTIFICATES}/${await certificateOf(world, person)}/revocation`;
        await forbid(world.pack.program.officer, path, { reason }, 'certificate-already-revoked');
      },
    })),
  ];
}

/** Under a key that no other request has: the answer to that one must not stand for this one. */
function forbidding(world: World, client: RecordedClient) {
  return async (person: string, path: string, body: object, code: string): Promise<void> => {
    const request: Request = { method: 'POST', step: 'forbidden', body };
    await client.forbidden(world.id('person', person), path, request, code);
  };
}

async function certificateOf(world: World, person: string): Promise<string> {
  const query = `cohortId=${world.one.cohort}&holderId=${world.id('person', person)}`;
  const { data } = await world.asOfficer(`${CERTIFICATES}?${query}`);
  return data.find(({ kind }: { kind: string }) => kind === 'completion-certificate').id;
}
