import { ApiProperty } from '@nestjs/swagger';
import type { Localized, PersonName } from '@app/contracts';
import { LocalizedText } from '../fields.dto.js';
import { PersonNameView } from '../projects/projects.views.js';
import type { ExerciseGroup } from './exercise-group.js';
import type { Exercise } from './exercise.js';

/** Somebody in a group. */
export class GroupMemberView {
  @ApiProperty({ format: 'uuid' }) participantId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ type: PersonNameView, nullable: true }) name: PersonName | null;
}

/** A group with the leader it elected and what it presented. */
export class ExerciseGroupView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) exerciseId: string;
  @ApiProperty() number: number;
  @ApiProperty() name: string;
  @ApiProperty({ type: [GroupMemberView] }) members: GroupMemberView[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Participant' }) leaderId: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) electedAt: Date | null;
  @ApiProperty({ type: String, nullable: true }) answer: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt: Date | null;
  @ApiProperty() version: number;

  static of(group: ExerciseGroup, names: ReadonlyMap<string, PersonName>): ExerciseGroupView {
    const { id, exerciseId, number, name, leaderId, electedAt, answer, answeredAt, version } = group;
    const members = group.members.map((member) => ({ ...member, name: names.get(member.personId) ?? null }));
    return { id, exerciseId, number, name, members, leaderId, electedAt, answer, answeredAt, version };
  }
}

/** An exercise of a session with its groups. */
export class ExerciseView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) cohortId: string;
  @ApiProperty({ format: 'uuid' }) sessionId: string;
  @ApiProperty({ type: LocalizedText }) title: Localized;
  @ApiProperty({ type: [LocalizedText] }) tasks: Localized[];
  @ApiProperty({ type: String, format: 'date-time' }) setAt: Date;
  @ApiProperty({ type: [ExerciseGroupView] }) groups: ExerciseGroupView[];
  @ApiProperty() version: number;

  static of(
    { id, cohortId, sessionId, title, tasks, setAt, version }: Exercise,
    groups: readonly ExerciseGroup[],
    names: ReadonlyMap<string, PersonName>,
  ): ExerciseView {
    const own = groups.filter(({ exerciseId }) => exerciseId === id).map((group) => ExerciseGroupView.of(group, names));
    return { id, cohortId, sessionId, title, tasks, setAt, groups: own, version };
  }
}

/** All exercises of a cohort. */
export class ExerciseList {
  @ApiProperty({ type: [ExerciseView] }) data: ExerciseView[];
}
