import { v7 as uuid } from 'uuid';
import type { Answer } from './assessment.running.js';
import type { CohortStage, Pupil } from './cohort.running.js';

/** Sheets that the commission needs. */
export const quorum = 5;
export const DISCLOSURE = 'Президент университета-организатора';

/** A commission of nine: a chair, the organizer's president with a disclosed interest, and seven of other bodies. */
export class Commission {
  readonly chair = uuid();
  readonly president = uuid();
  readonly others = Array.from({ length: 7 }, () => uuid());
  taskId: string;
  id: string;

  private constructor(readonly stage: CohortStage) {}

  static async appoint(stage: CohortStage): Promise<Commission> {
    const { service } = stage;
    const commission = new Commission(stage);
    const task = await service.do(stage.organizer, `cohorts/${stage.cohortId}/tasks`, {
      kind: 'strategy',
      title: { kk: 'Даму стратегиясы', ru: 'Стратегия развития' },
      dueAt: '2099-01-01T00:00:00Z',
    });
    commission.taskId = task.id;
    const plan = commission.plan();
    commission.id = (await service.do(stage.organizer, `cohorts/${stage.cohortId}/panels`, plan)).id;
    return commission;
  }

  plan(overrides: object = {}): object {
    const seat = (personId: string, role = 'member') => ({ personId, organizationId: uuid(), role });
    const president = { personId: this.president, organizationId: this.stage.organizerId, role: 'member' };
    return {
      kind: 'commission',
      title: { ru: 'Комиссия по защите стратегий' },
      members: [
        seat(this.chair, 'chair'),
        { ...president, disclosed: DISCLOSURE },
        ...this.others.map((personId) => seat(personId)),
      ],
      quorum,
      rubricId: this.stage.rubricId,
      appointmentOrder: { number: '312-п', date: '2020-08-10' },
      ...overrides,
    };
  }

  /** The strategy of an institution, with the version it had and the version it has now. */
  async strategy(authors: readonly Pupil[]): Promise<string> {
    const { service } = this.stage;
    const [first] = authors;
    const participantIds = authors.map(({ participantId }) => participantId);
    const plan = { taskId: this.taskId, participantIds, title: 'Стратегия 2025', language: 'ru' };
    const { id } = await service.do(first!.personId, 'projects', plan);
    await service.do(first!.personId, `projects/${id}/versions`, { summary: 'Действующая стратегия' });
    await service.do(first!.personId, `projects/${id}/versions`, { summary: 'Обновлённая стратегия' });
    return id;
  }

  async open(...projectIds: string[]): Promise<void> {
    const { service, organizer } = this.stage;
    await service.do(organizer, `panels/${this.id}/projects`, { projectIds });
    await service.do(organizer, `panels/${this.id}/scoring`);
  }

  async decide(projectId: string): Promise<Answer> {
    const verdict = { outcome: 'passed', protocolNumber: 'П-2020-03', recommendations: 'Уточнить показатели' };
    return this.stage.service.post(this.chair, `projects/${projectId}/decision`, verdict);
  }

  async conflictFacts(): Promise<any[]> {
    return (await this.stage.service.facts('assessment.panel.conflict-found.v1', this.id)).map(({ data }) => data);
  }
}

/** People of one university. */
export async function people(stage: CohortStage, count: number): Promise<Pupil[]> {
  const organizationId = uuid();
  const all: Pupil[] = [];
  for (let index = 0; index < count; index++) all.push(await stage.pupil(organizationId));
  return all;
}
