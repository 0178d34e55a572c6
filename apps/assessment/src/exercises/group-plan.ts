import type { ProblemPointer } from '@app/contracts';
import { ExerciseGroupsInvalid } from './exercise.errors.js';

/** A group as the organizer names it. */
export interface GroupPlan {
  name: string;
  participantIds: readonly string[];
}

/** As much of a participant as a group is checked by. */
export interface KnownParticipant {
  id: string;
  cohortId: string;
  withdrawnAt: Date | null;
}

/** Groups have different names; everybody in them takes part in the cohort and sits in one group. */
export function requireGroups(
  groups: readonly GroupPlan[],
  participants: ReadonlyMap<string, KnownParticipant>,
  cohortId: string,
): void {
  const [names, seated] = [new Set<string>(), new Set<string>()];
  const faults: ProblemPointer[] = [];
  groups.forEach(({ name, participantIds }, index) => {
    if (names.has(name)) faults.push({ pointer: `/groups/${index}/name`, code: 'group-name-twice' });
    names.add(name);
    participantIds.forEach((id, place) => {
      const code = seated.has(id) ? 'participant-in-two-groups' : unfit(participants.get(id), cohortId);
      seated.add(id);
      if (code) faults.push({ pointer: `/groups/${index}/participantIds/${place}`, code });
    });
  });
  if (faults.length > 0) throw new ExerciseGroupsInvalid(faults);
}

function unfit(participant: KnownParticipant | undefined, cohortId: string): string | undefined {
  if (participant?.cohortId !== cohortId) return 'participant-of-another-cohort';
  return participant.withdrawnAt ? 'participant-has-withdrawn' : undefined;
}
