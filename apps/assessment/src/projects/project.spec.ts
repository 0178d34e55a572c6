import { v7 as uuid } from 'uuid';
import { ProjectEvaluatedV1, ProjectSubmittedV1 } from '@app/contracts';
import {
  aDraftProject,
  aDraftRubric,
  aFrozenRubric,
  aPanel,
  aScoredProject,
  aSubmittedProject,
  aTask,
  authorOf,
  chairOf,
  now,
  sheetsOf,
} from '../../test/builders.js';
import {
  OnlyTheChairDecides,
  OutcomeAgainstAggregate,
  PanelBelowQuorum,
  ResubmissionNeedsRevise,
} from '../decisions/decision.errors.js';
import type { Verdict } from '../decisions/decision.js';
import { ChairNotInConflict, MemberInConflict } from '../conflicts/conflict.errors.js';
import { NotOnThePanel, ScoringAlreadyOpen, ScoringNotOpen } from '../panels/panel.errors.js';
import { RubricNotFrozen } from '../rubrics/rubric.errors.js';
import { NotAnAuthor, ProjectAlreadyDecided, ProjectDeadlinePassed } from './project.errors.js';
import { Project } from './project.js';

const text = { summary: 'What and why' };
const passed: Verdict = { outcome: 'passed', protocolNumber: 'P-2025-07' };
const failed: Verdict = { outcome: 'failed', protocolNumber: 'P-2025-07' };
const revise: Verdict = { outcome: 'revise', protocolNumber: 'P-2025-07' };

describe('a project', () => {
  it('is at home at the organization of its first author', () => {
    const authors = [1, 2].map(() => ({ participantId: uuid(), personId: uuid(), organizationId: uuid() }));

    const project = Project.begin(
      uuid(),
      aTask(),
      authors,
      { title: 'T', summary: null, language: 'kk' },
      authors[1]!.personId,
    );

    expect(project).toMatchObject({ status: 'draft', homeOrganizationId: authors[0]!.organizationId });
  });

  it('is begun by one of its authors', () => {
    const author = { participantId: uuid(), personId: uuid(), organizationId: uuid() };

    expect(() =>
      Project.begin(uuid(), aTask(), [author], { title: 'T', summary: null, language: 'kk' }, uuid()),
    ).toThrow(NotAnAuthor);
  });
});

describe('when a draft is handed in', () => {
  const before = new Date('2025-09-10T18:00:00Z');
  const after = new Date('2025-09-10T18:00:00.001Z');

  it('is submitted up to the last moment', () => {
    const task = aTask();
    const project = aDraftProject(task);

    const { projectSubmitted } = project.submit(text, task, authorOf(project), before);

    expect(project).toMatchObject({ status: 'submitted', submittedVersion: 1 });
    expect(projectSubmitted.contract).toBe(ProjectSubmittedV1);
    expect(projectSubmitted.data).toMatchObject({ version: 1, late: false });
  });

  it('is refused after the deadline', () => {
    const task = aTask();
    const project = aDraftProject(task);

    expect(() => project.submit(text, task, authorOf(project), after)).toThrow(ProjectDeadlinePassed);
    expect(project.status).toBe('draft');
  });

  it('is late after the deadline where the task takes late work', () => {
    const task = aTask({ lateAllowed: true });
    const project = aDraftProject(task);

    expect(project.submit(text, task, authorOf(project), after).submitted.late).toBe(true);
  });

  it('is taken from an author only', () => {
    const task = aTask();

    expect(() => aDraftProject(task).submit(text, task, uuid(), before)).toThrow(NotAnAuthor);
  });

  it('can be handed in again until scoring opens', () => {
    const task = aTask();
    const project = aSubmittedProject(task);

    expect(project.submit(text, task, authorOf(project), before).submitted.number).toBe(2);
    project.status = 'scoring';
    expect(() => project.submit(text, task, authorOf(project), before)).toThrow(ScoringAlreadyOpen);
  });
});

describe('when its panel scores', () => {
  const panel = aPanel();
  const rubric = aFrozenRubric();
  const chair = chairOf(panel);

  it('is decided by the chair, with the aggregate of the sheets', () => {
    const project = aScoredProject(panel);

    const { decision, projectEvaluated } = project.decide(
      passed,
      { panel, rubric, sheets: sheetsOf(project, rubric, [80, 90, 70]) },
      chair,
      now,
    );

    expect(project).toMatchObject({ status: 'evaluated', outcome: 'passed' });
    expect(decision).toMatchObject({ score: 80, sheets: 3, passMark: 60, decidedBy: chair });
    expect(projectEvaluated.contract).toBe(ProjectEvaluatedV1);
    expect(projectEvaluated.organizationId).toBe(project.homeOrganizationId);
    expect(projectEvaluated.data).toMatchObject({ outcome: 'passed', score: 80, rubricVersion: 1 });
  });

  const attempt = (
    verdict: Verdict,
    points: number[],
    more: { by?: string; quorum?: number; draft?: boolean } = {},
  ) => {
    const bench = {
      panel: aPanel({ members: panel.members, quorum: more.quorum ?? 3 }),
      rubric: more.draft ? aDraftRubric() : rubric,
    };
    const project = aScoredProject(bench.panel);
    const sheets = sheetsOf(project, rubric, points);
    return () => project.decide(verdict, { ...bench, sheets }, more.by ?? chair, now);
  };

  it.each([
    ['by a member', attempt(passed, [80, 80, 80], { by: panel.members[1]!.personId }), OnlyTheChairDecides],
    ['by the secretary', attempt(passed, [80, 80, 80], { by: panel.members[5]!.personId }), OnlyTheChairDecides],
    ['with two sheets', attempt(passed, [80, 80]), PanelBelowQuorum],
    ['below its own quorum', attempt(passed, [80, 80, 80], { quorum: 4 }), PanelBelowQuorum],
    ['on a rubric that may change', attempt(passed, [80, 80, 80], { draft: true }), RubricNotFrozen],
    ['as passed below the pass mark', attempt(passed, [59, 60, 60]), OutcomeAgainstAggregate],
    ['as failed at the pass mark', attempt(failed, [60, 60, 60]), OutcomeAgainstAggregate],
    ['as to be revised at the pass mark', attempt(revise, [60, 60, 60]), OutcomeAgainstAggregate],
    ['with a new date though passed', attempt({ ...passed, resubmitBy: now }, [80, 80, 80]), ResubmissionNeedsRevise],
  ])('is not decided %s', (_, decide, refusal) => {
    expect(decide).toThrow(refusal);
  });

  it.each([
    ['as passed at the pass mark', attempt(passed, [60, 60, 60])],
    ['as failed below it', attempt(failed, [59, 59, 60])],
    ['as to be revised below it', attempt(revise, [10, 20, 30])],
    ['against the aggregate with a reason', attempt({ ...passed, deviationReason: 'Data came later' }, [10, 20, 30])],
  ])('is decided %s', (_, decide) => {
    expect(decide).not.toThrow();
  });

  it('is decided once', () => {
    const project = aScoredProject(panel);
    const sheets = sheetsOf(project, rubric, [80, 80, 80]);
    project.decide(passed, { panel, rubric, sheets }, chair, now);

    expect(() => project.decide(passed, { panel, rubric, sheets }, chair, now)).toThrow(ProjectAlreadyDecided);
  });

  it('is not decided before scoring', () => {
    const project = Object.assign(aSubmittedProject(), { panelId: panel.id, slot: 1 });

    expect(() => project.decide(passed, { panel, rubric, sheets: [] }, chair, now)).toThrow(ScoringNotOpen);
  });
});

describe('when the chair is in conflict with it', () => {
  const panel = aPanel();
  const rubric = aFrozenRubric();
  const [chair, first, second, secretary] = [0, 1, 2, 5].map((index) => panel.members[index]!.personId) as string[];

  it('is decided by the member who was named for it', () => {
    const project = aScoredProject(panel);
    project.letDecide(first!, panel, [chair!]);
    const sheets = sheetsOf(project, rubric, [80, 80, 80]);

    expect(() => project.decide(passed, { panel, rubric, sheets }, second!, now)).toThrow(OnlyTheChairDecides);
    expect(project.decide(passed, { panel, rubric, sheets }, first!, now).decision.decidedBy).toBe(first);
  });

  it.each([
    ['while the chair is free', first!, [second!], ChairNotInConflict],
    ['from outside', 'stranger', [chair!], NotOnThePanel],
    ['who does not score', secretary!, [chair!], NotOnThePanel],
    ['in conflict too', first!, [chair!, first!], MemberInConflict],
  ])('is given to nobody %s', (_, personId, excluded, refusal) => {
    expect(() => aScoredProject(panel).letDecide(personId, panel, excluded)).toThrow(refusal);
  });
});

describe('when it is to be revised', () => {
  const panel = aPanel();
  const rubric = aFrozenRubric();
  const toBeRevised = (resubmitBy?: Date) => {
    const task = aTask();
    const project = aScoredProject(panel, task);
    const sheets = sheetsOf(project, rubric, [10, 20, 30]);
    project.decide({ ...revise, resubmitBy }, { panel, rubric, sheets }, chairOf(panel), now);
    return { task, project };
  };

  it('begins a second attempt with a new version, though the task was due', () => {
    const { task, project } = toBeRevised();

    const { submitted } = project.submit(text, task, authorOf(project), now);

    expect(submitted).toMatchObject({ number: 2, attempt: 2, late: false });
    expect(project).toMatchObject({ status: 'submitted', attempt: 2, panelId: null, slot: null });
  });

  it('is refused after the date that the chair gave', () => {
    const { task, project } = toBeRevised(new Date('2025-10-01T00:00:00Z'));

    const late = () => project.submit(text, task, authorOf(project), new Date('2025-10-01T00:00:01Z'));

    expect(late).toThrow(ProjectDeadlinePassed);
  });

  it('takes nothing more once it has passed or failed', () => {
    const task = aTask();
    const project = aScoredProject(panel, task);
    project.decide(passed, { panel, rubric, sheets: sheetsOf(project, rubric, [80, 80, 80]) }, chairOf(panel), now);

    expect(() => project.submit(text, task, authorOf(project), now)).toThrow(ProjectAlreadyDecided);
  });
});
