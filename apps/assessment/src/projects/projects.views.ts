import { ApiProperty } from '@nestjs/swagger';
import type { PersonName } from '@app/contracts';
import type { Outcome } from '../decisions/decision.js';
import { DecisionView } from '../decisions/decisions.views.js';
import { PagePosition } from '../paging.dto.js';
import { VersionView } from '../submissions/submissions.dto.js';
import type { WorkKind } from '../tasks/task.js';
import type { ContentLanguage, Project, ProjectStatus } from './project.js';

/** A name as shown and printed. */
export class PersonNameView implements PersonName {
  @ApiProperty() cyrillic: string;
  @ApiProperty() latin: string;
}

/** An author, with the organization of the day the project began. */
export class AuthorView {
  @ApiProperty({ format: 'uuid' }) participantId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ format: 'uuid' }) organizationId: string;
  @ApiProperty({ type: PersonNameView, nullable: true }) name: PersonName | null;
}

/** A project in a list. */
export class ProjectItem {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) taskId: string;
  @ApiProperty({ format: 'uuid' }) cohortId: string;
  @ApiProperty({ enum: ['project', 'strategy'] }) kind: WorkKind;
  @ApiProperty() title: string;
  @ApiProperty({ type: String, nullable: true }) summary: string | null;
  @ApiProperty({ enum: ['kk', 'ru', 'en'] }) language: ContentLanguage;
  @ApiProperty({ enum: ['draft', 'submitted', 'scoring', 'evaluated'] }) status: ProjectStatus;
  @ApiProperty({ format: 'uuid' }) homeOrganizationId: string;
  @ApiProperty({ type: [AuthorView] }) authors: AuthorView[];
  @ApiProperty({ description: '1, and one more after each decision “revise”' }) attempt: number;
  @ApiProperty({ description: 'Number of the last submitted version; 0 for a draft' }) submittedVersion: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) panelId: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Place in the panel’s timetable' }) slot: number | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Who decides instead of a chair in conflict',
  })
  actingChairId: string | null;
  @ApiProperty({ enum: ['passed', 'failed', 'revise'], nullable: true }) outcome: Outcome | null;
  @ApiProperty() version: number;

  static of(project: Project, names: ReadonlyMap<string, PersonName>): ProjectItem {
    const { id, taskId, cohortId, kind, title, summary, language, status, homeOrganizationId } = project;
    const { attempt, submittedVersion, panelId, slot, actingChairId, outcome, version } = project;
    const authors = project.authors.map((author) => ({ ...author, name: names.get(author.personId) ?? null }));
    const text = { id, taskId, cohortId, kind, title, summary, language, status, homeOrganizationId, authors };
    return { ...text, attempt, submittedVersion, panelId, slot, actingChairId, outcome, version };
  }
}

/** A project with what was handed in last and what was decided last. */
export class ProjectView extends ProjectItem {
  @ApiProperty({ type: VersionView, nullable: true }) submission: VersionView | null;
  @ApiProperty({ type: DecisionView, nullable: true }) decision: DecisionView | null;
}

/** One page of projects. */
export class ProjectPage {
  @ApiProperty({ type: [ProjectItem] }) data: ProjectItem[];
  @ApiProperty({ type: PagePosition }) page: PagePosition;
}
