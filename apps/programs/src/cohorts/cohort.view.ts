import { ApiProperty, IntersectionType, OmitType } from '@nestjs/swagger';
import { cohortStatuses, type Cohort } from './cohort.js';
import { CompletionRuleDto, DocumentPolicyDto, NominationWindowDto, PlanCohortDto } from './cohorts.dto.js';

/** Seats as shown. */
export class SeatsView {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: without limit' })
  total: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: without limit' })
  perOrganization: number | null;
}

/** A kind of document as shown. */
export class DocumentPolicyView extends OmitType(DocumentPolicyDto, ['notBefore']) {
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Not issued before (embargo)' })
  notBefore: string | null;
}

class CohortPosition {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  programId: string;

  @ApiProperty({ format: 'uuid' })
  organizerId: string;

  @ApiProperty({ enum: cohortStatuses })
  status: Cohort['status'];
}

const SHOWN_OTHERWISE = ['endsOn', 'nominations', 'seats', 'completionRule', 'documents'] as const;

/** A cohort as shown: its plan, and how far it is. */
export class CohortView extends IntersectionType(CohortPosition, OmitType(PlanCohortDto, SHOWN_OTHERWISE)) {
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Null for an open-ended series' })
  endsOn: string | null;

  @ApiProperty({ type: NominationWindowDto, nullable: true })
  nominations: NominationWindowDto | null;

  @ApiProperty({ type: SeatsView })
  seats: SeatsView;

  @ApiProperty({ type: CompletionRuleDto, nullable: true, description: 'Null: the cohort ends without completion' })
  completionRule: CompletionRuleDto | null;

  @ApiProperty({ type: [DocumentPolicyView] })
  documents: DocumentPolicyView[];

  static of(cohort: Cohort): CohortView {
    return { ...cohort };
  }
}

/** A page of cohorts, the newest first. */
export class CohortsPage {
  @ApiProperty({ type: [CohortView] })
  data: CohortView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
