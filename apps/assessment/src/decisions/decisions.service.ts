import { Injectable } from '@nestjs/common';
import { Outbox } from '@app/messaging';
import { Clock, requirePerson, UnitOfWork, type Actor } from '@app/service-kit';
import { Project } from '../projects/project.js';
import { countingSheets, lockJudgedProject, panelAndRubric } from '../aggregates/bench.js';
import { OnlyTheChairDecides } from './decision.errors.js';
import { Decision, type Verdict } from './decision.js';
import { DecisionView } from './decisions.views.js';

/** The chairs' decisions on projects and strategies. Each opens one transaction and records the fact it caused. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Records the panel's decision. Publishes `assessment.project.evaluated.v1`. */
  async record(actor: Actor, projectId: string, verdict: Verdict): Promise<DecisionView> {
    const { personId } = requirePerson(actor);
    return this.work.run(actor, async (tx) => {
      // Two decisions at once queue here, or both would find the project undecided.
      const project = await lockJudgedProject(tx, projectId, personId);
      const bench = project.panelId ? await panelAndRubric(tx, project.panelId) : undefined;
      if (!bench) throw new OnlyTheChairDecides();
      const sheets = await countingSheets(tx, project);

      const { decision, projectEvaluated } = project.decide(verdict, { ...bench, sheets }, personId, this.clock.now());

      const { status, outcome, resubmitBy, version } = project;
      await tx.insert(Decision, decision);
      await tx.update(Project, projectId, { status, outcome, resubmitBy, version });
      await this.outbox.add(tx, projectEvaluated);
      return DecisionView.of(decision);
    });
  }
}
