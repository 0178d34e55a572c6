import { ApiProperty } from '@nestjs/swagger';
import type { MissedReason } from '../completion/completion-rule.js';

const reasons: MissedReason[] = [
  'withdrawn',
  'attendance-below-minimum',
  'modules-below-minimum',
  'required-module-missed',
  'project-not-submitted',
  'project-not-evaluated',
  'project-not-passed',
];

/** A display name in both scripts. */
export class PersonNameView {
  @ApiProperty()
  cyrillic: string;

  @ApiProperty()
  latin: string;
}

/** How one participant stands. */
export class ProgressView {
  @ApiProperty({ format: 'uuid' })
  participantId: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ type: PersonNameView, nullable: true })
  name: PersonNameView | null;

  @ApiProperty({ format: 'uuid', description: 'The nominating organization' })
  organizationId: string;

  @ApiProperty({ enum: ['active', 'withdrawn'] })
  status: string;

  @ApiProperty({ description: 'Counted sessions attended' })
  attended: number;

  @ApiProperty({ description: 'Counted sessions that were held or are to be held' })
  counted: number;

  @ApiProperty({ description: 'Modules with at least one counted session attended' })
  modules: number;

  @ApiProperty({
    enum: ['submitted', 'passed', 'failed', 'revise'],
    nullable: true,
    description: 'The work that counts; null while none was handed in',
  })
  evaluation: string | null;

  @ApiProperty({
    enum: ['open', 'attained', 'missed'],
    description: 'Of the person or, where institutions complete, of its institution',
  })
  completion: string;

  @ApiProperty({ enum: reasons, isArray: true, description: 'What is lacking so far, or why it was missed' })
  reasons: string[];
}

/** A page of progress, in the order of enrollment. */
export class ProgressPage {
  @ApiProperty({ type: [ProgressView] })
  data: ProgressView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}

/** Who completes: a person, or an institution. */
export class SubjectView {
  @ApiProperty({ enum: ['person', 'institution'] })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  id: string;
}

/** A subject that has left, or missed completion, and why. */
export class NotCompletedView {
  @ApiProperty({ type: SubjectView })
  subject: SubjectView;

  @ApiProperty({ enum: reasons, isArray: true })
  reasons: string[];
}

/** The numbers of a cohort, counted when asked, as far as the caller sees its rows. */
export class FiguresView {
  @ApiProperty({ format: 'date-time', description: 'As of when' })
  countedAt: string;

  @ApiProperty({ description: 'Organizations with at least one person ever enrolled' })
  organizations: number;

  @ApiProperty({ description: 'People ever nominated' })
  nominated: number;

  @ApiProperty({ description: 'People ever admitted' })
  enrolled: number;

  @ApiProperty()
  active: number;

  @ApiProperty()
  withdrawn: number;

  @ApiProperty({ description: 'Lines on attendance sheets' })
  attendanceRecords: number;

  @ApiProperty({ description: 'People who completed, or whose institution did' })
  completedPeople: number;

  @ApiProperty({ description: 'Institutions that completed as a whole' })
  completedOrganizations: number;

  @ApiProperty({ type: [NotCompletedView], description: 'Nobody drops out of the report' })
  notCompleted: NotCompletedView[];
}
