import { eachSideBySide, type Step } from '../timeline.ts';
import type { World } from '../world.ts';

/**
 * Before the program: the administrator registers organizations and the people who run things, gives them their rights,
 * and coordinators register the people of their organizations.
 */
export function prologue(world: World, at: string): Step[] {
  return [
    { at, rank: 0, label: 'organizations', run: () => registerOrganizations(world) },
    {
      at,
      rank: 1,
      label: 'people who run the program',
      run: () =>
        registerPeople(
          world,
          world.pack.people.filter((person) => !coordinatorOf(world, person.key)),
        ),
    },
    { at, rank: 2, label: 'rights', run: () => giveRights(world) },
    { at, rank: 3, label: 'coordinators', run: () => appointCoordinators(world) },
    {
      at,
      rank: 4,
      label: 'people of the organizations',
      run: () =>
        registerPeople(
          world,
          world.pack.people.filter((person) => coordinatorOf(world, person.key)),
        ),
    },
    { at, rank: 5, label: 'everything known everywhere', run: async () => void (await world.settle()) },
  ];
}

/** Parents before their children. */
async function registerOrganizations(world: World): Promise<void> {
  let rest = world.pack.organizations;
  while (rest.length > 0) {
    const ready = rest.filter(({ parent }) => !parent || world.has('organization', parent));
    if (ready.length === 0) throw new Error(`Organizations above each other in a circle: ${rest[0].key}`);
    await eachSideBySide(ready, async ({ key, parent, ...organization }) => {
      const body = { country: 'KZ', ...organization, ...(parent && { parentId: world.id('organization', parent) }) };
      const { id } = await world.asAdministrator('/api/directory/v1/organizations', {
        method: 'POST',
        step: key,
        body,
      });
      world.remember('organization', key, id);
    });
    rest = rest.filter(({ key }) => !world.has('organization', key));
  }
}

type People = World['pack']['people'];

async function registerPeople(world: World, people: People): Promise<void> {
  await eachSideBySide(people, async (person) => {
    const registrar = coordinatorOf(world, person.key);
    const act = (path: string, step: string, body: unknown): Promise<Record<string, any>> =>
      registrar
        ? world.as(registrar, path, { method: 'POST', step, body })
        : world.asAdministrator(path, { method: 'POST', step, body });
    const home = world.id('organization', person.appointments[0].organization);
    const body = {
      name: person.name,
      homeOrganizationId: home,
      mail: `${person.key}@${world.pack.program.code.toLowerCase()}.example`,
    };
    const { id } = await act('/api/directory/v1/people', person.key, body);
    world.remember('person', person.key, id);
    for (const [index, { organization, ...office }] of person.appointments.entries()) {
      // A second office may be in an organization that the coordinator has no say in.
      const appoint =
        index === 0
          ? act
          : (path: string, step: string, content: unknown) =>
              world.asAdministrator(path, { method: 'POST', step, body: content });
      await appoint('/api/directory/v1/appointments', `${person.key} ${index}`, {
        ...office,
        personId: id,
        organizationId: world.id('organization', organization),
      });
    }
  });
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
  if (program.commission) await give(world, program.commission.officer, 'ministry-officer', null);
  await give(world, program.officer, 'program-organizer', program.organizer);
  await world.settle();
}

async function give(world: World, person: string, role: string, organization: string | null): Promise<void> {
  await world.asAdministrator('/api/directory/v1/grants', {
    method: 'POST',
    step: `${person} ${role} ${organization}`,
    body: {
      personId: world.id('person', person),
      role,
      scope: organization ? 'organization' : 'platform',
      ...(organization && { scopeId: world.id('organization', organization) }),
    },
  });
}

async function appointCoordinators(world: World): Promise<void> {
  const grants = world.pack.coordinators.flatMap(({ person, organizations }) =>
    organizations.map((organization) => ({ person, organization })),
  );
  await eachSideBySide(grants, async ({ person, organization }) => {
    await world.asOfficer('/api/directory/v1/grants', {
      method: 'POST',
      step: `${person} ${organization}`,
      body: {
        personId: world.id('person', person),
        role: 'coordinator',
        scope: 'organization',
        scopeId: world.id('organization', organization),
      },
    });
  });
  await world.settle();
}
