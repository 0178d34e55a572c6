import { ApiProperty } from '@nestjs/swagger';
import type { PersonName } from '@app/contracts';
import type { Outcome } from '../decisions/decision.js';
import { DecisionView } from '../decisions/decisions.views.js';
import type { WorkKind } from '../tasks/task.js';
import type { ContentLanguage, Project, ProjectStatus } from './project.js';
import { ProjectFileDto } from './projects.dto.js';
import type { ProjectFile, ProjectVersion } from './project-version.js';

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

/** A submitted version. */
export class VersionView {
  @ApiProperty({ description: 'Number of the version' }) number: number;
  @ApiProperty() attempt: number;
  @ApiProperty() summary: string;
  @ApiProperty({ type: String, nullable: true }) problem: string | null;
  @ApiProperty({ type: String, nullable: true }) evidence: string | null;
  @ApiProperty({ type: String, nullable: true }) roadmap: string | null;
  @ApiProperty({ type: [ProjectFileDto] }) files: ProjectFile[];
  @ApiProperty() late: boolean;
  @ApiProperty({ type: String, format: 'date-time' }) submittedAt: Date;

  static of(version: ProjectVersion): VersionView {
    const { number, attempt, summary, problem, evidence, roadmap, files, late, submittedAt } = version;
    return { number, attempt, summary, problem, evidence, roadmap, files, late, submittedAt };
  }
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
  @ApiProperty({ enum: ['passed', 'failed', 'revise'], nullable: true }) outcome: Outcome | null;
  @ApiProperty() version: number;

  static of(project: Project, names: ReadonlyMap<string, PersonName>): ProjectItem {
    const { id, taskId, cohortId, kind, title, summary, language, status, homeOrganizationId } = project;
    const { attempt, submittedVersion, panelId, slot, outcome, version } = project;
    const authors = project.authors.map((author) => ({ ...author, name: names.get(author.personId) ?? null }));
    const text = { id, taskId, cohortId, kind, title, summary, language, status, homeOrganizationId, authors };
    return { ...text, attempt, submittedVersion, panelId, slot, outcome, version };
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
  @ApiProperty() page: { nextCursor: string | null; hasMore: boolean };
}

/** All submitted versions of a project. */
export class VersionList {
  @ApiProperty({ type: [VersionView] }) data: VersionView[];
}
