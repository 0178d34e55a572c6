import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProjectStanding } from './completion-rule.js';

/** What enrollment knows of a participant's project or strategy: handed in, and how it was decided. */
@Entity('project_results')
@Index('project_results_participant', ['participantId'])
export class ProjectResult {
  @PrimaryColumn('uuid')
  projectId: string;

  @PrimaryColumn('uuid')
  participantId: string;

  @Column('uuid')
  cohortId: string;

  @Column('timestamptz')
  knownSince: Date;

  /** Null until it is evaluated. */
  @Column('text', { nullable: true })
  outcome: ProjectStanding['outcome'];
}

/** The work that counts among several: a passed one, else the newest. */
export function countingProject(results: readonly ProjectResult[]): ProjectStanding | null {
  const newestFirst = [...results].sort((one, other) => other.knownSince.getTime() - one.knownSince.getTime());
  const counting = newestFirst.find(({ outcome }) => outcome === 'passed') ?? newestFirst[0];
  return counting ? { projectId: counting.projectId, outcome: counting.outcome } : null;
}
