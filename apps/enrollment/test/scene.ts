import { v7 as uuid } from 'uuid';
import {
  AppointmentStateV1,
  CohortStateV1,
  GrantStateV1,
  ModuleStateV1,
  OrganizationStateV1,
  PersonStateV1,
  SessionStateV1,
} from '@app/contracts';
import type { Caller, RunningEnrollment } from './running-enrollment.js';

const DAY_MS = 86_400_000;

/** An instant so many days from now. */
export const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** An organizer with a cohort, two universities with their coordinators, all known to the service. */
export interface Scene {
  programId: string;
  cohortId: string;
  organizerId: string;
  university: string;
  otherUniversity: string;
  organizer: Caller;
  coordinator: Caller;
  otherCoordinator: Caller;
}

type CohortData = Partial<CohortStateV1>;

export async function aScene(service: RunningEnrollment, cohort: CohortData = {}): Promise<Scene> {
  const [cohortId, organizerId, university, otherUniversity, programId] = [uuid(), uuid(), uuid(), uuid(), uuid()];
  for (const id of [organizerId, university, otherUniversity]) await tellOrganization(service, id);
  await tellCohort(service, cohortId, { organizerId, programId, ...cohort });
  const [organizer, coordinator, otherCoordinator] = await Promise.all([
    granted(service, 'program-organizer', organizerId),
    granted(service, 'coordinator', university),
    granted(service, 'coordinator', otherUniversity),
  ]);
  await service.settled();
  return {
    ...{ programId, cohortId, organizerId, university, otherUniversity },
    organizer,
    coordinator,
    otherCoordinator,
  };
}

export async function tellOrganization(service: RunningEnrollment, id: string, active = true): Promise<void> {
  await service.tell(OrganizationStateV1, id, { active });
}

export async function tellCohort(service: RunningEnrollment, id: string, data: CohortData): Promise<void> {
  await service.tell(CohortStateV1, id, {
    ...{ status: 'running', subjectKind: 'person', targetCategories: [], documents: [], partners: [] },
    nominations: { opensAt: inDays(-10), closesAt: inDays(10) },
    seats: { total: null, perOrganization: null },
    completionRule: { version: 1, minimumAttendance: 0.5 },
    ...data,
  });
}

/** Somebody with a right at an organization. */
export async function granted(
  service: RunningEnrollment,
  role: GrantStateV1['role'],
  scopeId: string | null,
  personId: string = uuid(),
  scope: GrantStateV1['scope'] = scopeId ? 'organization' : 'platform',
): Promise<Caller> {
  const right = { personId, clientId: null, role, scope, scopeId };
  await service.tell(GrantStateV1, uuid(), { ...right, from: inDays(-100), until: null, revokedAt: null });
  return service.as(personId);
}

export async function aPerson(service: RunningEnrollment, office?: { organizationId: string; category: string }) {
  const id = uuid();
  await service.tell(PersonStateV1, id, { name: { cyrillic: 'Әсел Сәрсен', latin: 'Asel Sarsen' }, active: true });
  if (office) {
    const title = { en: office.category };
    await service.tell(AppointmentStateV1, uuid(), { personId: id, ...office, title, from: '2020-01-01', until: null });
  }
  await service.settled();
  return id;
}

/** A nomination by the scene's university, answered. */
export async function nominated(service: RunningEnrollment, scene: Scene, category = 'rector') {
  const personId = await aPerson(service);
  const { cohortId, university: organizationId } = scene;
  return scene.coordinator.make('/v1/nominations', { cohortId, personId, organizationId, category });
}

export async function enrolled(service: RunningEnrollment, scene: Scene): Promise<{ id: string; personId: string }> {
  const { id, personId } = await nominated(service, scene);
  const { participantId } = await scene.organizer.make(`/v1/nominations/${id}/admission`);
  return { id: participantId, personId };
}

export async function tellSession(
  service: RunningEnrollment,
  cohortId: string,
  data: Partial<SessionStateV1> = {},
  id: string = uuid(),
): Promise<string> {
  await service.tell(SessionStateV1, id, { cohortId, moduleId: null, counted: true, status: 'held', ...data });
  await service.settled();
  return id;
}

export async function tellModule(
  service: RunningEnrollment,
  cohortId: string,
  kind: ModuleStateV1['kind'] = 'regular',
) {
  const id = uuid();
  await service.tell(ModuleStateV1, id, { cohortId, kind });
  return id;
}
