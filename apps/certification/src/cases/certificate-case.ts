import type { DocumentPolicy } from '@app/contracts';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a document may still wait for. */
export type WaitsFor = 'completion' | 'evaluation' | 'confirmed-name' | 'embargo';

/** `closed`: there is nothing to issue. `revoked`: there was. */
export const caseStatuses = ['open', 'reserved', 'issued', 'revoked', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export type Ground = 'completion' | 'participation' | 'contribution';

export type ContributionRole = 'partner' | 'mentor' | 'volunteer';

/** For whom and for what a document is. */
export interface Claim {
  holder: { kind: 'person' | 'organization'; id: string };
  homeOrganizationId: string;
  /** The participant or the contribution: known whichever fact comes first, unlike the completion. */
  groundKey: string;
  /** Of a contribution. */
  role: ContributionRole | null;
}

/** What enrollment found when it judged the completion. */
export interface KnownCompletion {
  completionId: string;
  /** The evaluation that counted; null where the rule asks for none. */
  projectId: string | null;
  outcome: string | null;
}

/** A panel's decision on a project of the holder. */
export interface KnownEvaluation {
  projectId: string;
  outcome: string;
  score: number;
  protocolNumber: string;
  decidedAt: string;
  /** Real time at which it was recorded. */
  recordedAt: string;
  /** What it caused bears the same. */
  correlationId: string;
}

/** One thing that a case learns. */
export type News =
  | { kind: 'completion-attained'; completion: KnownCompletion }
  | { kind: 'completion-missed'; completionId: string }
  /** The holder has left the cohort. */
  | { kind: 'withdrawn' }
  | { kind: 'evaluated'; evaluation: KnownEvaluation }
  /** Taking part, or a contribution, is established; `groundId` names the record of it. */
  | { kind: 'ground-given'; groundId: string }
  | { kind: 'name-confirmed' };

/**
 * One document that somebody may get, and what must be known before it is issued: under the policy of the cohort as it
 * was when the case was opened. Facts come in any order; the one that completes the case reserves the document.
 */
@Entity('certificate_cases')
@Index('certificate_cases_one', ['cohortId', 'holderId', 'kind', 'ground', 'groundKey'], { unique: true })
@Index('certificate_cases_page', ['cohortId', 'id'])
@Index('certificate_cases_embargoed', ['notBefore'], { where: `waits_for = '{embargo}'` })
@Index('certificate_cases_open_person', ['personId'], { where: `status = 'open'` })
@Check('certificate_cases_status', `status IN ('open', 'reserved', 'issued', 'revoked', 'closed')`)
@Check('certificate_cases_waiting', `status = 'open' OR waits_for = '{}'`)
@Check('certificate_cases_person', `(holder_kind = 'person') = (person_id IS NOT NULL)`)
export class CertificateCase {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('uuid')
  homeOrganizationId: string;

  @Column('text')
  holderKind: 'person' | 'organization';

  @Column('uuid')
  holderId: string;

  /** The holder, when it is a person. */
  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('text')
  kind: DocumentPolicy['kind'];

  @Column('text')
  ground: Ground;

  @Column('uuid')
  groundKey: string;

  /** The completion or contribution; of taking part without a completion rule, the participant. */
  @Column('uuid', { nullable: true })
  groundId: string | null;

  @Column('text', { nullable: true })
  role: ContributionRole | null;

  /** Frozen when the case was opened. */
  @Column('jsonb')
  policy: DocumentPolicy;

  @Column('text')
  status: CaseStatus;

  @Column('text', { array: true })
  waitsFor: WaitsFor[];

  @Column('jsonb', { nullable: true })
  completion: KnownCompletion | null;

  /** The latest decision on each project. */
  @Column('jsonb')
  evaluations: KnownEvaluation[];

  @Column('boolean')
  nameConfirmed: boolean;

  @Column('timestamptz', { nullable: true })
  notBefore: Date | null;

  @Column('timestamptz')
  openedAt: Date;

  static open(
    id: string,
    cohort: { id: string; programId: string; organizerId: string },
    policy: DocumentPolicy,
    claim: Claim,
    now: Date,
  ): CertificateCase {
    const { holder, homeOrganizationId, groundKey, role } = claim;
    return Object.assign(new CertificateCase(), {
      ...{ id, version: 1, cohortId: cohort.id, programId: cohort.programId, organizerId: cohort.organizerId },
      ...{ homeOrganizationId, holderKind: holder.kind, holderId: holder.id },
      personId: holder.kind === 'person' ? holder.id : null,
      ...{ kind: policy.kind, ground: policy.ground as Ground, groundKey, groundId: null, role, policy },
      ...{ status: 'open' as const, waitsFor: [], completion: null, evaluations: [], nameConfirmed: false },
      notBefore: policy.notBefore === null ? null : new Date(policy.notBefore),
      openedAt: now,
    });
  }

  /** Takes something in and tells whether the document may be reserved now. Once it is, nothing changes it any more. */
  learn(news: News, now: Date): boolean {
    this.version += 1;
    this.note(news);
    this.status = this.statusAfter(news);
    return this.review(now);
  }

  /** Looks again at what is missing: only time has passed. */
  review(now: Date): boolean {
    this.waitsFor = this.status === 'open' ? this.missing(now) : [];
    return this.status === 'open' && this.waitsFor.length === 0;
  }

  /** Number and status index were taken. */
  reserved(): void {
    this.status = 'reserved';
    this.version += 1;
  }

  /** The evaluation that counted toward completion, with the outcome that counted. */
  countingEvaluation(): KnownEvaluation | null {
    const { projectId, outcome } = this.completion ?? {};
    return this.evaluations.find((one) => one.projectId === projectId && one.outcome === outcome) ?? null;
  }

  private note(news: News): void {
    if (news.kind === 'name-confirmed') this.nameConfirmed = true;
    if (news.kind === 'ground-given') this.groundId = news.groundId;
    if (news.kind === 'evaluated') this.noteEvaluation(news.evaluation);
    if (news.kind === 'completion-attained' && this.ground === 'completion') {
      this.completion = news.completion;
      this.groundId = news.completion.completionId;
    }
  }

  private noteEvaluation(evaluation: KnownEvaluation): void {
    const others = this.evaluations.filter(({ projectId }) => projectId !== evaluation.projectId);
    const known = this.evaluations.find(({ projectId }) => projectId === evaluation.projectId);
    const isNewer = !known || known.decidedAt <= evaluation.decidedAt;
    this.evaluations = isNewer ? [...others, evaluation] : this.evaluations;
  }

  private statusAfter(news: News): CaseStatus {
    const awaitsCompletion = this.ground === 'completion';
    const isOver = news.kind === 'completion-missed' || (news.kind === 'withdrawn' && !this.completion);
    if (this.status === 'open' && isOver && awaitsCompletion) return 'closed';
    // Who completes after all gets the certificate; a record of having taken part would say less.
    if (this.status === 'open' && news.kind === 'completion-attained' && !awaitsCompletion) return 'closed';
    if (this.status === 'closed' && news.kind === 'completion-attained' && awaitsCompletion) return 'open';
    return this.status;
  }

  private missing(now: Date): WaitsFor[] {
    const waitsFor: WaitsFor[] = [];
    if (this.ground === 'completion' && !this.completion) waitsFor.push('completion');
    if (this.lacksEvaluation()) waitsFor.push('evaluation');
    if (this.policy.requiresConfirmedName && this.personId && !this.nameConfirmed) waitsFor.push('confirmed-name');
    if (this.notBefore && this.notBefore > now) waitsFor.push('embargo');
    return waitsFor;
  }

  /** Only where the document states results and one of them counted toward completion. */
  private lacksEvaluation(): boolean {
    if (!this.policy.statesResults || this.ground !== 'completion') return false;
    if (!this.completion) return this.evaluations.length === 0;
    return this.completion.projectId !== null && !this.countingEvaluation();
  }
}
