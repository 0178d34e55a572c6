import { v7 as uuid } from 'uuid';
import {
  AppointmentStateV1,
  CohortStateV1,
  GrantStateV1,
  OrganizationStateV1,
  ParticipantEnrolledV1,
  PersonStateV1,
} from '@app/contracts';
import { waitFor } from '@app/testing';
import type { RunningAssessment } from './assessment.running.js';

export const criteria = [
  { code: 'relevance', title: { en: 'Relevance and evidence' }, weight: 2, maxScore: 10 },
  { code: 'impact', title: { en: 'Measurable impact' }, weight: 1, maxScore: 10 },
];
/** Points that come to an aggregate of ten times `score`. */
export const pointsOf = (score: number) => criteria.map(({ code }) => ({ criterion: code, score }));

/** A participant of the cohort as this service knows one. */
export interface Pupil {
  participantId: string;
  personId: string;
  organizationId: string;
}

/** A cohort of one organizer with a partner, a rubric, a task and a panel of five and a secretary. */
export class CohortStage {
  readonly organizerId = uuid();
  readonly partnerId = uuid();
  readonly districtId = uuid();
  readonly organizer = uuid();
  readonly chair = uuid();
  readonly members = [uuid(), uuid(), uuid(), uuid()] as const;
  readonly secretary = uuid();
  cohortId: string;
  rubricId: string;
  taskId: string;
  panelId: string;

  private constructor(readonly service: RunningAssessment) {}

  static async set(service: RunningAssessment): Promise<CohortStage> {
    const stage = new CohortStage(service);
    for (const id of [stage.organizerId, stage.partnerId]) stage.organization(id, null);
    stage.organization(stage.districtId, null);
    stage.person(stage.chair, 'Айгүл Серікқызы', 'Aigul Serikkyzy');
    await stage.grant(stage.organizer, stage.organizerId);
    stage.cohortId = service.tell(CohortStateV1, {
      organizerId: stage.organizerId,
      commissionerId: null,
      partners: [{ organizationId: stage.partnerId, role: 'host' }],
    });
    await stage.arrived('cohorts', stage.cohortId);
    await stage.prepare();
    return stage;
  }

  private async prepare(): Promise<void> {
    const { service, organizer, cohortId } = this;
    const rubric = await service.do(organizer, `cohorts/${cohortId}/rubrics`, {
      title: { kk: 'Өлшемдер', en: 'Rubric' },
      passMark: 60,
      criteria,
    });
    this.rubricId = rubric.id;
    const task = await service.do(organizer, `cohorts/${cohortId}/tasks`, {
      kind: 'project',
      title: { en: 'Final project' },
      dueAt: '2099-01-01T00:00:00Z',
    });
    this.taskId = task.id;
    this.panelId = (await service.do(organizer, `cohorts/${cohortId}/panels`, this.panelPlan())).id;
  }

  /** What the organizer appoints; `overrides` replace parts of it. */
  panelPlan(overrides: object = {}): Record<string, unknown> {
    const seat = (personId: string, role: string, organizationId = this.partnerId) => ({
      personId,
      organizationId,
      role,
    });
    const members = this.members.map((personId) => seat(personId, 'member'));
    return {
      kind: 'panel',
      title: { en: 'Expert panel' },
      members: [
        seat(this.chair, 'chair', this.organizerId),
        ...members,
        seat(this.secretary, 'secretary', this.organizerId),
      ],
      quorum: 3,
      rubricId: this.rubricId,
      ...overrides,
    };
  }

  organization(id: string, parentId: string | null): string {
    return this.service.tell(OrganizationStateV1, { parentId, kind: 'school' }, { subject: id });
  }

  person(id: string, cyrillic: string, latin: string): string {
    return this.service.tell(PersonStateV1, { name: { cyrillic, latin }, active: true }, { subject: id });
  }

  /** Gives a right and waits until it acts here. */
  async grant(personId: string, scopeId: string | null, role = 'program-organizer'): Promise<void> {
    const id = this.service.tell(GrantStateV1, {
      ...{ personId, clientId: null, role: role as 'auditor', scope: scopeId ? 'organization' : 'platform', scopeId },
      ...{ from: '2020-01-01T00:00:00Z', until: null, revokedAt: null },
    });
    await this.arrived('access_grants', id);
  }

  /** Tells of an office and waits until it is known here. */
  async office(
    personId: string,
    organizationId: string,
    from = '2020-01-01',
    until: string | null = null,
  ): Promise<void> {
    const id = this.service.tell(AppointmentStateV1, { personId, organizationId, from, until });
    await this.arrived('appointments', id);
  }

  /** Enrolls a person of a school of the district. */
  async pupil(organizationId: string = uuid()): Promise<Pupil> {
    const personId = uuid();
    this.organization(organizationId, this.districtId);
    const participantId = this.service.tell(ParticipantEnrolledV1, {
      cohortId: this.cohortId,
      personId,
      homeOrganizationId: organizationId,
    });
    await this.arrived('participants', participantId);
    await this.arrived('organizations', organizationId);
    return { participantId, personId, organizationId };
  }

  /** A draft of this pupil. */
  async draft(pupil: Pupil, title = 'Project'): Promise<string> {
    const plan = { taskId: this.taskId, participantIds: [pupil.participantId], title };
    return (await this.service.do(pupil.personId, 'projects', plan)).id;
  }

  /** A project that this pupil has handed in. */
  async submitted(pupil: Pupil, title = 'Project'): Promise<string> {
    const id = await this.draft(pupil, title);
    await this.service.do(pupil.personId, `projects/${id}/versions`, { summary: 'What and why' });
    return id;
  }

  /** Projects of these pupils before the panel, with scoring open. */
  async scoring(...pupils: Pupil[]): Promise<string[]> {
    const ids: string[] = [];
    for (const pupil of pupils) ids.push(await this.submitted(pupil));
    await this.service.do(this.organizer, `panels/${this.panelId}/projects`, { projectIds: ids });
    await this.service.do(this.organizer, `panels/${this.panelId}/scoring`);
    return ids;
  }

  /** Submits a sheet with the same points for every criterion. */
  async score(personId: string, projectId: string, score: number): Promise<any> {
    const sheet = { scores: pointsOf(score), submit: true };
    return this.service.do(personId, `projects/${projectId}/score-sheets`, sheet);
  }

  /** The ways by which a person can find out about a project, out of all that there are. */
  async tracesOf(personId: string, projectId: string): Promise<string[]> {
    const lists = [
      `projects?cohortId=${this.cohortId}`,
      'projects?q=project',
      `projects?panelId=${this.panelId}`,
      `panels/${this.panelId}`,
    ];
    const single = ['', '/versions', '/score-sheets', '/aggregate'].map((path) => `projects/${projectId}${path}`);
    const found: string[] = [];
    for (const url of lists) {
      const { body } = await this.service.get(personId, url);
      if (JSON.stringify({ data: body.data, projects: body.projects }).includes(projectId)) found.push(url);
    }
    for (const url of single) if ((await this.service.get(personId, url)).status === 200) found.push(url);
    return found;
  }

  private async arrived(table: string, id: string): Promise<void> {
    await waitFor(async () => {
      const { rowCount } = await this.service.admin.query(`SELECT 1 FROM ${table} WHERE id = $1`, [id]);
      return rowCount === 1;
    });
  }
}
