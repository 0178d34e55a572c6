import type { PackPanel, PackProject } from '../pack.ts';
import type { Step } from '../timeline.ts';
import type { World } from '../world.ts';

const API = '/api/assessment/v1';
const HOUR_MS = 3_600_000;
const DECISION_REFUSALS = ['panel-below-quorum'];
const SCORE_REFUSALS = ['member-in-conflict'];
const SUBMISSION_REFUSALS = ['project-deadline-passed'];

/** Projects and strategies: handed in by participants, scored by a panel, decided by its chair. */
export function judgment(world: World, at: string): Step[] {
  const { assessment } = world.pack;
  if (!assessment) return [];
  return [
    { at, rank: 14, label: 'rubric and task', run: () => prepare(world) },
    ...consultancies(world, at),
    ...assessment.panels.flatMap((panel) => sitting(world, panel)),
    ...assessment.projects.flatMap((project) => handIn(world, project)),
    ...assessment.projects.flatMap((project) => judge(world, project)),
  ];
}

async function prepare(world: World): Promise<void> {
  const { rubric, task } = world.pack.assessment!;
  const base = `${API}/cohorts/${world.one.cohort}`;
  world.one.rubric = (await world.asOfficer(`${base}/rubrics`, { method: 'POST', step: 'rubric', body: rubric })).id;
  world.one.task = (await world.asOfficer(`${base}/tasks`, { method: 'POST', step: 'task', body: task })).id;
}

/** Consultants advise institutions on their strategies; they will not score them. */
function consultancies(world: World, at: string): Step[] {
  return (world.pack.assessment!.consultants ?? []).flatMap(({ person, organization, sessions = [] }) => {
    const key = `${person} ${organization}`;
    const appoint = async (): Promise<void> => {
      const body = { personId: world.id('person', person), organizationId: world.id('organization', organization) };
      const path = `${API}/cohorts/${world.one.cohort}/consultancies`;
      world.remember('consultancy', key, (await world.asOfficer(path, { method: 'POST', step: key, body })).id);
    };
    const consultations = sessions.map((session) => ({
      at: session.at,
      rank: 42,
      label: 'consultations',
      run: async (): Promise<void> => {
        const path = `${API}/consultancies/${world.id('consultancy', key)}/sessions`;
        await world.as(person, path, {
          method: 'POST',
          body: { at: new Date(session.at).toISOString(), note: session.note },
        });
      },
    }));
    return [{ at, rank: 15, label: 'consultants', run: appoint }, ...consultations];
  });
}

function sitting(world: World, panel: PackPanel): Step[] {
  const before = new Date(Date.parse(panel.scoringOpensAt) - HOUR_MS).toISOString();
  const mine = world.pack.assessment!.projects.filter((project) => project.panel === panel.key);
  const appoint = async (): Promise<void> => {
    const { key, scoringOpensAt: _at, order, members, ...details } = panel;
    const seats = members.map(({ person, organization, ...seat }) => ({
      ...seat,
      personId: world.id('person', person),
      organizationId: world.id('organization', organization),
    }));
    const body = { ...details, rubricId: world.one.rubric, members: seats, ...(order && { appointmentOrder: order }) };
    const { id } = await world.asOfficer(`${API}/cohorts/${world.one.cohort}/panels`, {
      method: 'POST',
      step: key,
      body,
    });
    world.remember('panel', key, id);
  };
  const assign = async (): Promise<void> => {
    const projectIds = mine.filter(({ key }) => world.has('project', key)).map(({ key }) => world.id('project', key));
    if (projectIds.length > 0)
      await world.asOfficer(`${API}/panels/${world.id('panel', panel.key)}/projects`, {
        method: 'POST',
        step: 'assign',
        body: { projectIds },
      });
  };
  const open = async (): Promise<void> =>
    void (await world.asOfficer(`${API}/panels/${world.id('panel', panel.key)}/scoring`, {
      method: 'POST',
      step: 'scoring',
    }));
  return [
    { at: before, rank: 50, label: 'panels appointed', run: appoint },
    { at: before, rank: 51, label: 'projects assigned', run: assign },
    { at: panel.scoringOpensAt, rank: 52, label: 'scoring opened', run: open },
  ];
}

function handIn(world: World, project: PackProject): Step[] {
  return project.versions.map(({ submittedAt, ...version }, index) => ({
    at: submittedAt,
    rank: 45,
    label: 'projects handed in',
    run: () =>
      world.unlessRefused('submission', project.key, SUBMISSION_REFUSALS, async () => {
        const authors = project.authors.filter((person) => world.isActive(person, submittedAt));
        if (authors.length === 0) return;
        if (index === 0) {
          const participantIds = authors.map((person) => world.id('participant', person));
          const body = { taskId: world.one.task, participantIds, title: project.title };
          const { id } = await world.as(authors[0], `${API}/projects`, { method: 'POST', step: project.key, body });
          world.remember('project', project.key, id);
        }
        if (!world.has('project', project.key)) return;
        const path = `${API}/projects/${world.id('project', project.key)}/versions`;
        await world.as(authors[0], path, { method: 'POST', step: `version ${index}`, body: version });
      }),
  }));
}

function judge(world: World, project: PackProject): Step[] {
  const { decision, scores } = project;
  const isThere = (at: string): boolean =>
    world.has('project', project.key) && project.authors.some((person) => world.isActive(person, at));
  const steps: Step[] = scores.map(({ member, at, values, comment }) => ({
    at,
    rank: 55,
    label: 'score sheets',
    actor: member,
    run: async () => {
      if (!isThere(at)) return;
      const body = {
        scores: Object.entries(values).map(([criterion, score]) => ({ criterion, score })),
        ...(comment && { comment }),
        submit: true,
      };
      await world.unlessRefused('score sheet', `${member}: ${project.key}`, SCORE_REFUSALS, async () => {
        await world.as(member, `${API}/projects/${world.id('project', project.key)}/score-sheets`, {
          method: 'POST',
          step: member,
          body,
        });
      });
    },
  }));
  if (decision)
    steps.push({
      at: decision.at,
      rank: 60,
      label: 'decisions',
      actor: chairOf(world, project),
      run: async () => (isThere(decision.at) ? decide(world, project) : undefined),
    });
  return steps;
}

function chairOf(world: World, project: PackProject): string {
  const panel = world.pack.assessment!.panels.find(({ key }) => key === project.panel)!;
  return panel.members.find(({ role }) => role === 'chair')!.person;
}

/** The chair reads the aggregate and decides by the pass mark, unless the pack says that the panel departed from it. */
async function decide(world: World, project: PackProject): Promise<void> {
  const { protocolNumber, deviation, recommendations } = project.decision!;
  const chair = chairOf(world, project);
  const path = `${API}/projects/${world.id('project', project.key)}`;
  await world.unlessRefused('decision', project.key, DECISION_REFUSALS, async () => {
    const { score, passMark } = await world.as(chair, `${path}/aggregate`);
    const outcome = deviation?.outcome ?? (score >= passMark ? 'passed' : 'failed');
    const body = {
      outcome,
      protocolNumber,
      ...(deviation && { deviationReason: deviation.reason }),
      ...(recommendations && { recommendations }),
    };
    await world.as(chair, `${path}/decision`, { method: 'POST', step: 'decision', body });
  });
}
