import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A file that belongs to a version, by its address and, where known, its digest. */
export interface ProjectFile {
  name: string;
  url: string;
  sha256?: string;
}

/** What authors hand in. */
export interface Submission {
  summary: string;
  problem?: string;
  evidence?: string;
  roadmap?: string;
  files?: ProjectFile[];
}

/** One submitted version of a project. Never changed: who judged what stays provable. */
@Entity('project_versions')
export class ProjectVersion {
  @ForeignKey('Project', { name: 'project_versions_project' })
  @PrimaryColumn('uuid')
  projectId: string;
  @PrimaryColumn('int') number: number;
  @Column('int') attempt: number;
  @Column('text') summary: string;
  @Column('text', { nullable: true }) problem: string | null;
  @Column('text', { nullable: true }) evidence: string | null;
  @Column('text', { nullable: true }) roadmap: string | null;
  @Column('jsonb') files: ProjectFile[];
  @Column('boolean') late: boolean;
  @Column('uuid') submittedBy: string;
  @Column('timestamptz') submittedAt: Date;
}
