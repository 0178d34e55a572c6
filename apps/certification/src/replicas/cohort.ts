import type { CompletionRule, DocumentPolicy, Localized } from '@app/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A cohort with the documents that it gives (replica of `programs.cohort`). */
@Entity('cohorts')
export class Cohort {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  programId: string;

  @Column('jsonb')
  programTitle: Localized;

  @Column('jsonb')
  title: Localized;

  /** The school that runs it and issues its documents. */
  @Column('uuid')
  organizerId: string;

  /** The academic author who is credited on documents. */
  @Column('uuid', { nullable: true })
  authorId: string | null;

  @Column('date')
  startsOn: string;

  @Column('date', { nullable: true })
  endsOn: string | null;

  @Column('text')
  subjectKind: 'person' | 'institution';

  /** Null where the program ends without completion. */
  @Column('jsonb', { nullable: true })
  completionRule: CompletionRule | null;

  @Column('jsonb')
  documents: DocumentPolicy[];

  /** Set by the fact `programs.cohort.concluded`, not by the state. */
  @Column('timestamptz', { nullable: true })
  concludedAt: Date | null;

  /** What its documents are given for on one ground. */
  policiesFor(ground: DocumentPolicy['ground']): DocumentPolicy[] {
    return this.documents.filter((policy) => policy.ground === ground);
  }
}
