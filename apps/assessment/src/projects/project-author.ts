import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A participant's one place in a task: the primary key refuses a second project, whoever can see the first. */
@Entity('project_authors')
@Index('project_authors_person', ['personId'])
export class ProjectAuthor {
  @PrimaryColumn('uuid') taskId: string;
  @PrimaryColumn('uuid') participantId: string;
  @ForeignKey('Project', { name: 'project_authors_project' })
  @Column('uuid')
  projectId: string;
  @Column('uuid') personId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('uuid') startedBy: string;
}
