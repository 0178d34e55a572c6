import type { PackSession } from '../pack.ts';
import { eachSideBySide, type Step } from '../timeline.ts';
import type { World } from '../world.ts';

const API = '/api/assessment/v1';

/** What people do inside a session: groups elect a leader and answer, everybody reflects. */
export function exercises(world: World): Step[] {
  return world.pack.sessions.flatMap((session) => {
    const at = (session.rescheduled ?? session).endsAt;
    const steps: Step[] = [];
    if (session.exercise)
      steps.push({ at, rank: 32, label: 'group exercise', run: () => holdExercise(world, session, at) });
    if (session.reflection) steps.push({ at, rank: 33, label: 'reflection', run: () => reflect(world, session, at) });
    return steps;
  });
}

async function holdExercise(world: World, { key, exercise }: PackSession, at: string): Promise<void> {
  const { title, tasks = [], groups } = exercise!;
  const present = groups.map((group) => ({
    ...group,
    members: group.members.filter((person) => world.isActive(person, at)),
  }));
  const body = {
    sessionId: world.id('session', key),
    title,
    tasks,
    groups: present.map(({ name, members }) => ({
      name,
      participantIds: members.map((person) => world.id('participant', person)),
    })),
  };
  const path = `${API}/cohorts/${world.one.cohort}/exercises`;
  const created = await world.asOfficer(path, { method: 'POST', step: key, body });
  await eachSideBySide(present, async ({ name, members, leader, answer }) => {
    const { id } = created.groups.find((group: { name: string }) => group.name === name);
    const elect = { participantId: world.id('participant', leader) };
    await world.as(members[0], `${API}/exercise-groups/${id}/leader`, { method: 'POST', step: 'elect', body: elect });
    if (answer)
      await world.as(leader, `${API}/exercise-groups/${id}/answer`, {
        method: 'POST',
        step: 'answer',
        body: { text: answer },
      });
  });
}

async function reflect(world: World, { key, reflection }: PackSession, at: string): Promise<void> {
  const { prompt, answers } = reflection!;
  const path = `${API}/cohorts/${world.one.cohort}/reflections`;
  const body = { sessionId: world.id('session', key), prompt };
  const { id } = await world.asOfficer(path, { method: 'POST', step: key, body });
  const given = answers.filter(({ person }) => world.isActive(person, at));
  await eachSideBySide(given, async ({ person, text, visibility }) => {
    await world.as(person, `${API}/reflections/${id}/answers`, {
      method: 'POST',
      step: 'reflect',
      body: { text, visibility },
    });
  });
}
