import { Injectable } from '@nestjs/common';
import { Any, MoreThan, type EntityManager } from 'typeorm';
import type { PersonName } from '@app/contracts';
import { page, UnitOfWork, type Actor, type PageQuery } from '@app/service-kit';
import { assessCompletion, type Course } from '../completion/completion-rule.js';
import { Completion } from '../completion/completion.js';
import { courseOf, individualStandings, joined, type IndividualStanding } from '../completion/standings.queries.js';
import { afterId } from '../database/after-id.paging.js';
import { Participant } from '../participants/participant.js';
import { Cohort } from '../replicas/cohort.js';
import { Person } from '../replicas/person.js';
import type { ProgressPage, ProgressView } from './progress.dto.js';
import { CohortNotFound } from './progress.errors.js';

/** How the participants of a cohort stand, computed when asked by the very rule that decides completion. */
@Injectable()
export class ProgressQueries {
  constructor(private readonly work: UnitOfWork) {}

  async list(actor: Actor, cohortId: string, { limit, cursor }: PageQuery): Promise<ProgressPage> {
    const after = afterId(cursor);
    return this.work.read(actor, async (tx) => {
      const cohort = await tx.findOneBy(Cohort, { id: cohortId });
      if (!cohort) throw new CohortNotFound(cohortId);
      const where = { cohortId, ...(after && { id: MoreThan(after) }) };
      const rows = await tx.find(Participant, { where, order: { id: 'ASC' }, take: limit + 1 });
      const { data: participants, page: position } = page(rows, limit, ({ id }) => [id]);

      const course = await courseOf(tx, cohort);
      const standings = await individualStandings(tx, cohortId, participants);
      const names = await namesOf(tx, participants);
      const completions = await completionsOf(tx, cohort, participants);
      const data = participants.map((participant) => ({
        ...viewOf(participant, course, standings.get(participant.id)!, completions.get(subjectOf(cohort, participant))),
        name: names.get(participant.personId) ?? null,
      }));
      return { data, page: position };
    });
  }
}

function viewOf(
  participant: Participant,
  course: Course,
  individual: IndividualStanding,
  completion: Completion | undefined,
): Omit<ProgressView, 'name'> {
  const { id: participantId, personId, organizationId, status } = participant;
  const standing = joined([individual], status === 'withdrawn');
  const { inputs, reasons } = assessCompletion(course, standing);
  const decided = completion && completion.status !== 'open' ? completion : undefined;
  return {
    ...{ participantId, personId, organizationId, status },
    attended: inputs.attendedSessions,
    counted: inputs.countedSessions,
    modules: inputs.attendedModules,
    evaluation: standing.project && (standing.project.outcome ?? 'submitted'),
    completion: decided?.status ?? 'open',
    reasons: decided?.reasons ?? reasons,
  };
}

function subjectOf({ subjectKind }: Cohort, { personId, organizationId }: Participant): string {
  return subjectKind === 'person' ? personId : organizationId;
}

async function completionsOf(
  tx: EntityManager,
  cohort: Cohort,
  participants: readonly Participant[],
): Promise<Map<string, Completion>> {
  const subjects = participants.map((participant) => subjectOf(cohort, participant));
  const { id: cohortId, subjectKind } = cohort;
  const completions = await tx.findBy(Completion, { cohortId, subjectKind, subjectId: Any(subjects) });
  return new Map(completions.map((completion) => [completion.subjectId, completion]));
}

async function namesOf(tx: EntityManager, participants: readonly Participant[]): Promise<Map<string, PersonName>> {
  const people = await tx.findBy(Person, { id: Any(participants.map(({ personId }) => personId)) });
  return new Map(people.map(({ id, name }) => [id, name]));
}
