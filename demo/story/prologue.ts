import type { Request } from '../client.ts';
import type { PackPerson } from '../pack.ts';
import { eachSideBySide, type Step } from '../timeline.ts';
import type { World } from '../world.ts';

/**
 * Before the program: the administrator registers organizations and the people who run things, gives them their rights,
 * and coordinators register the people of their organizations. What another story registered is not registered again.
 */
export function prologue(world: World, at: string): Step[] {
  const { people } = world.pack;
  const isRegisteredAtHome = ({ key }: PackPerson): boolean => coordinatorOf(world, key) !== undefined;
  return [
    { at, rank: 0, label: 'organizations', run: () => registerOrganizations(world) },
    {
      at,
      rank: 1,
      label: 'people who run the programs',
      run: () =>
        registerPeople(
          world,
          people.filter((person) => !isRegisteredAtHome(person)),
        ),
    },
    { at, rank: 2, label: 'rights', run: () => giveRights(world) },
    { at, rank: 3, label: 'coordinators', run: () => appointCoordinators(world) },
    {
      at,
      rank: 4,
      label: 'people of the organizations',
      run: () => registerPeople(world, people.filter(isRegisteredAtHome)),
    },
  ];
}

/** Parents before their children. */
async function registerOrganizations(world: World): Promise<void> {
  let rest = world.pack.organizations;
  while (rest.length > 0) {
    const ready = rest.filter(({ parent }) => !parent || world.has('organization', parent));
    if (ready.length === 0) throw new Error(`Organizations above each other in a circle: ${rest[0].key}`);
    await eachSideBySide(ready, async ({ key, parent, ...organization }) => {
      const name = JSON.stringify(organization.name);
      const body = { country: 'KZ', ...organization, ...(parent && { parentId: world.id('organization', parent) }) };
      const request = { method: 'POST', step: name, body } as const;
      const register = async (): Promise<string> =>
        (await world.stage.asAdministrator('/api/directory/v1/organizations', request)).id;
      world.remember('organization', key, await world.stage.once(`organization ${name}`, register));
    });
    rest = rest.filter(({ key }) => !world.has('organization', key));
  }
}

async function registerPeople(world: World, people: PackPerson[]): Promise<void> {
  await eachSideBySide(people, async (person) => {
    const home = world.id('organization', person.appointments[0].organization);
    const address = `${person.key}@${world.pack.program.code.toLowerCase()}.example`;
    const body = { name: person.name, homeOrganizationId: home, mail: address };
    const register = (): Promise<string> => act(world, person.key, '/api/directory/v1/people', body);
    const id = await world.stage.once(`person ${person.name.cyrillic} ${home}`, register);
    world.remember('person', person.key, id);
    for (const [index, { organization, ...office }] of person.appointments.entries()) {
      const appointment = { ...office, personId: id, organizationId: world.id('organization', organization) };
      // A second office may be in an organization that the coordinator has no say in.
      const registrar = index === 0 ? person.key : undefined;
      await world.stage.once(`appointment ${JSON.stringify(appointment)}`, () =>
        act(world, registrar, '/api/directory/v1/appointments', appointment),
      );
    }
  });
}

/** Acts as the coordinator of a person's main organization, or as the administrator where there is none. */
async function act(world: World, person: string | undefined, path: string, body: unknown): Promise<string> {
  const registrar = person && coordinatorOf(world, person);
  const request = { method: 'POST', body } as const;
  const answer = registrar
    ? await world.as(registrar, path, request)
    : await world.stage.asAdministrator(path, request);
  return answer.id;
}

/** The coordinator who registers a person: the one of the person's main organization; nobody registers himself. */
function coordinatorOf(world: World, person: string): string | undefined {
  const { coordinators, program } = world.pack;
  const runs =
    coordinators.some((entry) => entry.person === person) ||
    person === program.officer ||
    person === program.commission?.officer;
  if (runs) return undefined;
  const home = world.person(person).appointments[0].organization;
  return coordinators.find((entry) => entry.organizations.includes(home))?.person;
}

async function giveRights(world: World): Promise<void> {
  const { program } = world.pack;
  const administrator = world.stage.asAdministrator.bind(world.stage);
  if (program.commission) await give(world, administrator, program.commission.officer, 'ministry-officer');
  await give(world, administrator, program.officer, 'program-organizer', program.organizer);
}

async function appointCoordinators(world: World): Promise<void> {
  const grants = world.pack.coordinators.flatMap(({ person, organizations }) =>
    organizations.map((organization) => ({ person, organization })),
  );
  const officer = world.asOfficer.bind(world);
  await eachSideBySide(grants, ({ person, organization }) => give(world, officer, person, 'coordinator', organization));
}

type Act = (path: string, request: Request) => Promise<Record<string, any>>;

async function give(world: World, giver: Act, person: string, role: string, organization?: string): Promise<void> {
  const personId = world.id('person', person);
  const scopeId = organization && world.id('organization', organization);
  const body = { personId, role, scope: scopeId ? 'organization' : 'platform', ...(scopeId && { scopeId }) };
  await world.stage.once(`grant ${JSON.stringify(body)}`, async () => {
    const { id } = await giver('/api/directory/v1/grants', { method: 'POST', body });
    return id;
  });
}
