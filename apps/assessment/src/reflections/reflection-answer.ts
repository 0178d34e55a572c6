import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * Who reads an answer beside who wrote it: nobody; the organizer; the own exercise group of that session, without the
 * organizer; everybody who takes part in the cohort, with the organizer.
 */
export const VISIBILITIES = ['private', 'facilitator', 'group', 'shared'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What a participant answered to a reflection. Written once; nobody widens its visibility later. */
@Entity('reflection_answers')
@Unique('reflection_answers_once', ['reflectionId', 'participantId'])
@Index('reflection_answers_person', ['personId'])
@Check('reflection_answers_visibility', `visibility IN ('private', 'facilitator', 'group', 'shared')`)
@Check('reflection_answers_group', `(visibility = 'group') = (group_id IS NOT NULL)`)
export class ReflectionAnswer {
  @PrimaryColumn('uuid') id: string;
  @ForeignKey('Reflection', { name: 'reflection_answers_reflection' })
  @Column('uuid')
  reflectionId: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('uuid') participantId: string;
  @Column('uuid') personId: string;
  @Column('text') visibility: Visibility;
  /** The group as it was at the answer: a group that is formed later does not read it. */
  @ForeignKey('ExerciseGroup', { name: 'reflection_answers_exercise_group' })
  @Column('uuid', { nullable: true })
  groupId: string | null;
  @Column('text') text: string;
  @Column('timestamptz') answeredAt: Date;
}
