import { v7 as uuid } from 'uuid';
import type { CohortPlace } from '../src/replicas/cohort-replica.js';
import { Panel, type PanelPlan, type Seat, type SeatRole } from '../src/panels/panel.js';
import { Project } from '../src/projects/project.js';
import { Rubric, type RubricText } from '../src/rubrics/rubric.js';
import { ScoreSheet } from '../src/scoring/score-sheet.js';
import { Task } from '../src/tasks/task.js';

export const now = new Date('2025-09-18T09:00:00Z');

export function aPlace(): CohortPlace {
  return { cohortId: uuid(), programId: uuid(), organizerId: uuid() };
}

export function aTask(overrides: Partial<Task> = {}): Task {
  const dueAt = new Date('2025-09-10T18:00:00Z');
  const text = { kind: 'project' as const, title: { en: 'Final project' }, dueAt, lateAllowed: false };
  return Object.assign(new Task(), aPlace(), text, { id: uuid(), version: 1 }, overrides);
}

export function aRubricText(overrides: Partial<RubricText> = {}): RubricText {
  const criteria = [
    { code: 'relevance', title: { en: 'Relevance' }, weight: 1, maxScore: 100 },
    { code: 'impact', title: { en: 'Impact' }, weight: 1, maxScore: 100 },
  ];
  return { title: { en: 'Rubric' }, passMark: 60, criteria, ...overrides };
}

export function aDraftRubric(overrides: Partial<RubricText> = {}): Rubric {
  return Rubric.draft(uuid(), aPlace(), 1, aRubricText(overrides));
}

export function aFrozenRubric(overrides: Partial<RubricText> = {}): Rubric {
  const rubric = aDraftRubric(overrides);
  rubric.freeze(now);
  return rubric;
}

export function aSeat(role: SeatRole = 'member'): Seat {
  return { personId: uuid(), organizationId: uuid(), role, office: null };
}

export function aPanelPlan(overrides: Partial<PanelPlan> = {}): PanelPlan {
  const members = [aSeat('chair'), aSeat(), aSeat(), aSeat(), aSeat(), aSeat('secretary')];
  const title = { en: 'Expert panel' };
  return { kind: 'panel', title, members, quorum: 3, rubricId: uuid(), appointmentOrder: null, ...overrides };
}

/** One chair, four members and a secretary, unless told otherwise. */
export function aPanel(overrides: Partial<PanelPlan> = {}): Panel {
  return Panel.appoint(uuid(), aPlace(), aPanelPlan(overrides), now).panel;
}

export function chairOf(panel: Panel): string {
  return panel.members.find(({ role }) => role === 'chair')!.personId;
}

export function aDraftProject(task: Task = aTask()): Project {
  const author = { participantId: uuid(), personId: uuid(), organizationId: uuid() };
  const text = { title: 'Reading in rural schools', summary: null, language: 'en' as const };
  return Project.begin(uuid(), task, [author], text, author.personId);
}

export function authorOf(project: Project): string {
  return project.authors[0]!.personId;
}

export function aSubmittedProject(task: Task = aTask()): Project {
  const project = aDraftProject(task);
  project.submit({ summary: 'What and why' }, task, authorOf(project), new Date('2025-09-01T09:00:00Z'));
  return project;
}

/** Before this panel, with scoring open. */
export function aScoredProject(panel: Panel, task: Task = aTask()): Project {
  return Object.assign(aSubmittedProject(task), { status: 'scoring', panelId: panel.id, slot: 1 });
}

/** Submitted sheets with the same points for every criterion. */
export function sheetsOf(project: Project, rubric: Rubric, points: readonly number[]): ScoreSheet[] {
  return points.map((score) => {
    const sheet = ScoreSheet.begin(uuid(), project, rubric, uuid());
    sheet.write({ scores: rubric.criteria.map(({ code }) => ({ criterion: code, score })), comment: null }, rubric);
    sheet.submit(rubric, now);
    return sheet;
  });
}
