import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CompletionAttainedV1, CompletionMissedV1, newEvent, type NewEvent } from '@app/contracts';
import type { SubjectKind } from '../replicas/cohort.js';
import type { CompletionInputs, MissedReason, Verdict } from './completion-rule.js';

/** A participant that a completion covers. */
export interface CoveredParticipant {
  participantId: string;
  personId: string;
  homeOrganizationId: string;
}

/**
 * Whether one subject, a person or an institution, completes one cohort. It is opened with the enrollment and judged
 * again whenever something it rests on has changed. Attained is final; missed is not, as a late evaluation may come.
 */
@Entity('completions')
@Check('completions_status', `status IN ('open', 'attained', 'missed')`)
@Check('completions_subject_kind', `subject_kind IN ('person', 'institution')`)
@Index('completions_one_per_subject', ['cohortId', 'subjectKind', 'subjectId'], { unique: true })
@Index('completions_organization', ['organizationId', 'cohortId'])
@Index('completions_person', ['personId'])
export class Completion {
  @PrimaryColumn('uuid')
  id: string;

  @Column('int')
  version: number;

  @Column('uuid')
  cohortId: string;

  @Column('text')
  subjectKind: SubjectKind;

  /** The person, or the institution. */
  @Column('uuid')
  subjectId: string;

  /** Nominating organization of the person, or the institution itself. */
  @Column('uuid')
  organizationId: string;

  @Column('uuid')
  organizerId: string;

  @Column('uuid')
  programId: string;

  /** The person it is about; null for an institution. */
  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('text')
  status: 'open' | 'attained' | 'missed';

  @Column('text', { array: true })
  reasons: MissedReason[];

  /** What the verdict rested on; null while nothing was decided. */
  @Column('jsonb', { nullable: true })
  inputs: CompletionInputs | null;

  @Column('int', { nullable: true })
  ruleVersion: number | null;

  @Column('timestamptz', { nullable: true })
  attainedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  missedAt: Date | null;

  static opened(
    id: string,
    subject: { kind: SubjectKind; id: string; organizationId: string },
    cohort: { id: string; organizerId: string; programId: string },
  ): Completion {
    return Object.assign(new Completion(), {
      id,
      version: 1,
      cohortId: cohort.id,
      subjectKind: subject.kind,
      subjectId: subject.id,
      organizationId: subject.organizationId,
      organizerId: cohort.organizerId,
      programId: cohort.programId,
      personId: subject.kind === 'person' ? subject.id : null,
      status: 'open' as const,
      reasons: [],
      ...{ inputs: null, ruleVersion: null, attainedAt: null, missedAt: null },
    });
  }

  /**
   * Takes the verdict of the completion rule. Returns the fact where it decides something: attained once, missed
   * once, and attained after missed when what was lacking came late. Null where nothing was decided anew.
   */
  judge(
    verdict: Verdict,
    participants: CoveredParticipant[],
    ruleVersion: number,
    now: Date,
  ): NewEvent<typeof CompletionAttainedV1> | NewEvent<typeof CompletionMissedV1> | null {
    if (this.status === 'attained' || verdict.status === 'open') return null;
    const wasMissed = this.status === 'missed';
    const { status, reasons, inputs } = verdict;
    Object.assign(this, { status, reasons, inputs, ruleVersion, version: this.version + 1 });

    const subject = { kind: this.subjectKind, id: this.subjectId };
    const facts = { cohortId: this.cohortId, subject, participants, ruleVersion, inputs };
    if (status === 'attained') {
      this.attainedAt = now;
      return newEvent(CompletionAttainedV1, this, { ...facts, attainedAt: now.toISOString() });
    }
    if (wasMissed) return null;
    this.missedAt = now;
    return newEvent(CompletionMissedV1, this, { ...facts, reasons, missedAt: now.toISOString() });
  }

  /** The columns that `judge` changes. */
  changes() {
    const { version, status, reasons, inputs, ruleVersion, attainedAt, missedAt } = this;
    return { version, status, reasons, inputs, ruleVersion, attainedAt, missedAt };
  }
}
