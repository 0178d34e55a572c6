import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { cohortStatuses, type Cohort, type CohortPlan } from './cohort.js';
import { PlanCohortDto } from './cohorts.dto.js';

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
  status: string;
}

/** A cohort as shown: its plan, and how far it is. */
export class CohortView extends IntersectionType(CohortPosition, PlanCohortDto) {}

/** A page of cohorts, the newest first. */
export class CohortsPage {
  @ApiProperty({ type: [CohortView] })
  data: object[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}

/** The answer to whoever reads or changes a cohort. */
export function viewOf(cohort: Cohort): CohortPosition & CohortPlan {
  return { ...cohort };
}

/** The plan that a body describes. */
export function planOf({ endsOn, nominations, seats, completionRule, documents, ...body }: PlanCohortDto): CohortPlan {
  return {
    ...body,
    endsOn: endsOn ?? null,
    nominations: nominations ?? null,
    seats: { total: seats.total ?? null, perOrganization: seats.perOrganization ?? null },
    completionRule: completionRule ?? null,
    documents: documents.map((policy) => ({ ...policy, notBefore: policy.notBefore ?? null })),
  };
}
