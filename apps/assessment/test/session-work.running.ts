import { v7 as uuid } from 'uuid';
import { SessionStateV1 } from '@app/contracts';
import { waitFor } from '@app/testing';
import type { RunningAssessment } from './assessment.running.js';
import { CohortStage, type Pupil } from './cohort.running.js';

/** Tells of a session and waits until it is known here. */
export async function session(service: RunningAssessment, cohortId: string): Promise<string> {
  const id = service.tell(SessionStateV1, { cohortId, moduleId: null });
  await waitFor(async () => (await service.admin.query('SELECT 1 FROM sessions WHERE id = $1', [id])).rowCount === 1);
  return id;
}

/** What the organizer asks the groups of a session to do. */
export function exercisePlan(sessionId: string, groups: Record<string, readonly Pupil[]>): Record<string, unknown> {
  return {
    sessionId,
    title: { kk: 'Көшбасшыны таңдау', ru: 'Выбор лидера', en: 'Choosing a Leader' },
    tasks: [{ ru: 'Разберите конфликт на кафедре' }],
    groups: Object.entries(groups).map(([name, members]) => ({
      name,
      participantIds: members.map(({ participantId }) => participantId),
    })),
  };
}

/** A weekly breakfast of one university: everybody comes from the organizer itself. */
export async function breakfast(service: RunningAssessment, people: number) {
  const stage = await CohortStage.set(service);
  const pupils: Pupil[] = [];
  for (let index = 0; index < people; index++) pupils.push(await stage.pupil(stage.organizerId));
  return { stage, pupils, sessionId: await session(service, stage.cohortId), stranger: uuid() };
}
