import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import { ConflictView } from '../conflicts/conflicts.dto.js';
import { visibleConflicts } from '../conflicts/conflicts.queries.js';
import { Decision } from '../decisions/decision.js';
import { DecisionView } from '../decisions/decisions.views.js';
import { PanelNotFound } from '../panels/panel.errors.js';
import type { Panel } from '../panels/panel.js';
import { seatViews } from '../panels/panels.queries.js';
import type { SeatView } from '../panels/panels.views.js';
import { Project } from '../projects/project.js';
import { ProjectItem } from '../projects/projects.views.js';
import { CohortReplica } from '../replicas/cohort-replica.js';
import { personNames } from '../replicas/names.js';
import type { Rubric } from '../rubrics/rubric.js';
import type { AggregateView } from '../aggregates/aggregate.views.js';
import { aggregate, type CriterionScore } from '../aggregates/aggregate.js';
import { countingSheetsOf, panelAndRubric } from '../aggregates/bench.js';
import type { ScoreSheet } from '../scoring/score-sheet.js';
import { ProtocolNotOpenToYou } from './protocol.errors.js';
import type { ProtocolLineView, ProtocolSeatView, ProtocolView } from './protocols.views.js';

/** The minutes of panels, put together from the records. Who is in conflict with a project finds no line about it. */
@Injectable()
export class ProtocolsQueries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
  ) {}

  async get(actor: Actor, panelId: string): Promise<ProtocolView> {
    return this.work.read(actor, async (tx) => {
      const bench = await panelAndRubric(tx, panelId);
      if (!bench) throw new PanelNotFound(panelId);
      const { panel, rubric } = bench;
      const projects = await tx.find(Project, { where: { panelId }, order: { slot: 'ASC' } });
      this.requireOpen(actor, panel, projects);
      const personId = actor.kind === 'person' ? actor.personId : null;
      const lines = await linesOf(tx, panel, rubric, projects);
      const numbers = lines.flatMap(({ decision }) => decision?.protocolNumber ?? []);
      return {
        panelId,
        kind: panel.kind,
        title: panel.title,
        appointmentOrder: panel.appointmentOrder,
        quorum: panel.quorum,
        protocolNumbers: [...new Set(numbers)],
        members: disclosed(await seatViews(tx, panel), await tx.findOneBy(CohortReplica, { id: panel.cohortId })),
        conflicts: (await visibleConflicts(tx, panelId, personId)).map(ConflictView.of),
        projects: lines,
      };
    });
  }

  /** Minutes show the others' scores: a member, and an organizer who scores, waits until all is decided. */
  private requireOpen(actor: Actor, panel: Panel, projects: readonly Project[]): void {
    const role = actor.kind === 'person' ? panel.seatOf(actor.personId)?.role : undefined;
    if (role === 'chair' || role === 'secretary') return;
    if (role === 'member' && projects.every(({ status }) => status === 'evaluated')) return;
    const { programId, organizerId: organizationId } = panel;
    const isOpen = ['program-organizer', 'ministry-officer', 'auditor'].some((each) =>
      this.access.has(actor, each, { organizationId, programId }),
    );
    if (role || !isOpen) throw new ProtocolNotOpenToYou();
  }
}

async function linesOf(
  tx: EntityManager,
  panel: Panel,
  rubric: Rubric,
  projects: readonly Project[],
): Promise<ProtocolLineView[]> {
  const decisions = await tx.findBy(Decision, { panelId: panel.id });
  const sheets = await countingSheetsOf(tx, panel.id);
  const names = await personNames(
    tx,
    projects.flatMap(({ authors }) => authors.map(({ personId }) => personId)),
  );
  return projects.map((project) => {
    const decision = decisions.find((each) => isOf(project, each));
    const counting = sheets.filter((each) => isOf(project, each)).map(({ scores }) => scores);
    return {
      slot: project.slot!,
      projectId: project.id,
      title: project.title,
      authors: ProjectItem.of(project, names).authors,
      aggregate: { ...taken(decision, rubric, counting), sheetsNeeded: panel.sheetsNeeded },
      decision: decision ? DecisionView.of(decision) : null,
    };
  });
}

function isOf(project: Project, { projectId, attempt }: Decision | ScoreSheet): boolean {
  return projectId === project.id && attempt === project.attempt;
}

/** What a decision was taken with stands; before it, what the sheets say now. */
function taken(
  decision: Decision | undefined,
  { criteria, passMark, rubricVersion }: Rubric,
  counting: readonly (readonly CriterionScore[])[],
): Omit<AggregateView, 'sheetsNeeded'> {
  if (!decision) return { ...aggregate(criteria, counting), passMark, rubricVersion };
  const { sheets, criteria: perCriterion, score } = decision;
  return { sheets, perCriterion, score, passMark: decision.passMark, rubricVersion: decision.rubricVersion };
}

/** The organizer's and the commissioner's people may judge; the minutes say whose people they are. */
function disclosed(seats: readonly SeatView[], cohort: CohortReplica | null): ProtocolSeatView[] {
  return seats.map((seat) => ({
    ...seat,
    disclosures: [
      ...(seat.organizationId === cohort?.organizerId ? (['organizer'] as const) : []),
      ...(seat.organizationId === cohort?.commissionerId ? (['commissioner'] as const) : []),
    ],
  }));
}
