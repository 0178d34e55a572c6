import { v7 as uuid } from 'uuid';
import {
  AppointmentStateV1,
  CohortStateV1,
  CompletionAttainedV1,
  GrantStateV1,
  OrganizationStateV1,
  ParticipantEnrolledV1,
  ParticipationStatedV1,
  PersonStateV1,
  ProjectEvaluatedV1,
  type DocumentPolicy,
} from '@app/contracts';
import { waitFor } from '@app/testing';
import { aCohort } from './builders.js';
import type { RunningCertification } from './running-certification.js';

/** A cohort with its organizer and a nominating school, as other services tell of them. */
export class Scene {
  readonly cohortId = uuid();
  readonly organizerId = uuid();
  readonly schoolId = uuid();
  readonly programId = uuid();
  readonly officerId = uuid();

  private constructor(private readonly service: RunningCertification) {}

  static async of(
    service: RunningCertification,
    documents: DocumentPolicy[],
    cohort: Partial<CohortStateV1> = {},
  ): Promise<Scene> {
    const scene = new Scene(service);
    const { cohortId, organizerId, schoolId, programId } = scene;
    const organizer = { kk: 'Білім беру мектебі', ru: 'Высшая школа образования', en: 'Graduate School of Education' };
    await service.tell(OrganizationStateV1, organizerId, { name: organizer });
    await service.tell(OrganizationStateV1, schoolId, {
      name: { kk: '№ 13 мектеп', ru: 'Школа № 13', en: 'School No. 13' },
    });
    await scene.grant(scene.officerId, 'program-organizer', organizerId);
    await service.tell(CohortStateV1, cohortId, aCohort({ programId, organizerId, documents, ...cohort }));
    await service.settled();
    return scene;
  }

  /** Somebody who takes part, with a name and an office. */
  async enroll(name = { cyrillic: 'Әлия Нұрғалиқызы Сәрсенова', latin: 'Aliya Sarsenova' }): Promise<Enrolled> {
    const enrolled = { participantId: uuid(), personId: uuid() };
    const { service, cohortId, schoolId: homeOrganizationId } = this;
    await service.tell(PersonStateV1, enrolled.personId, { name });
    await service.tell(AppointmentStateV1, uuid(), {
      ...{ personId: enrolled.personId, organizationId: homeOrganizationId, from: '2020-01-01', until: null },
      title: { kk: 'Мектеп директоры', ru: 'Директор школы', en: 'School principal' },
    });
    const participant = { cohortId, personId: enrolled.personId, homeOrganizationId };
    await service.tell(ParticipantEnrolledV1, enrolled.participantId, participant);
    await service.settled();
    return enrolled;
  }

  async evaluate(who: Enrolled, projectId: string, correlationid: string = uuid()): Promise<void> {
    const data = {
      cohortId: this.cohortId,
      participantIds: [who.participantId],
      outcome: 'passed' as const,
      score: 84.5,
    };
    await this.service.tell(ProjectEvaluatedV1, projectId, data, { correlationid });
  }

  async complete(who: Enrolled, projectId: string | null, correlationid: string = uuid()): Promise<string> {
    return this.tellCompletion(this.completionOf(who, projectId), correlationid);
  }

  async tellCompletion(data: Partial<CompletionAttainedV1>, correlationid: string = uuid()): Promise<string> {
    const completionId = uuid();
    await this.service.tell(CompletionAttainedV1, completionId, data, { correlationid });
    return completionId;
  }

  completionOf(who: Enrolled, projectId: string | null) {
    return {
      cohortId: this.cohortId,
      subject: { kind: 'person' as const, id: who.personId },
      participants: [{ ...who, homeOrganizationId: this.schoolId }],
      inputs: {
        ...{ countedSessions: 8, attendedSessions: 7, attendedModules: 5 },
        projectId,
        outcome: projectId && 'passed',
      },
    };
  }

  async grant(personId: string, role: GrantStateV1['role'], organizationId: string | null): Promise<void> {
    await this.service.tell(GrantStateV1, uuid(), {
      ...{ personId, clientId: null, role, from: '2020-01-01T00:00:00.000Z', until: null, revokedAt: null },
      ...{ scope: organizationId ? 'organization' : 'platform', scopeId: organizationId },
    });
  }

  /** States that somebody attended three sessions. */
  async state(who: Enrolled): Promise<void> {
    const sessions = { attendedSessions: 3, countedSessions: 8, minutes: 270 };
    const { cohortId, schoolId: homeOrganizationId } = this;
    const data = { cohortId, ...who, homeOrganizationId, ...sessions };
    await this.service.tell(ParticipationStatedV1, who.participantId, data);
  }

  /** The documents of the cohort, once there are so many. */
  // Bodies of answers are what the specs assert.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async documents(count: number): Promise<any[]> {
    const officer = await this.officer();
    const enough = async () => {
      const { body } = await this.service.get(`/v1/certificates?cohortId=${this.cohortId}`, officer);
      return body.data.length >= count && body.data;
    };
    return waitFor(enough, { timeoutMs: 20_000 });
  }

  async figures() {
    return (await this.service.get(`/v1/cohorts/${this.cohortId}/figures`, await this.officer())).body;
  }

  /** Headers of the organizer's officer. */
  officer(): Promise<Record<string, string>> {
    return this.service.headersOf(this.officerId);
  }
}

export interface Enrolled {
  participantId: string;
  personId: string;
}
