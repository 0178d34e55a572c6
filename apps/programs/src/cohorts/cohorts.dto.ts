import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsNumber, IsUUID, Matches, Max, Min } from 'class-validator';
import { IsDay, IsInstant, PageQuery } from '@app/service-kit';
import { IsCount } from '../formats/count.dto.js';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { MayBeAbsent } from '../formats/may-be-absent.dto.js';
import { IsListOf, IsOne } from '../formats/nested.dto.js';
import { CODE, PartnerDto } from '../formats/partner.dto.js';
import type { CohortPlan } from './cohort.js';

const documentKinds = [
  'completion-certificate',
  'retraining-certificate',
  'participation-record',
  'acknowledgment',
] as const;
const grounds = ['completion', 'participation', 'contribution'] as const;

/** When organizations may nominate. */
export class NominationWindowDto {
  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  opensAt: string;

  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  closesAt: string;
}

/** How many people; absent means without limit. */
export class SeatsDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsCount(100_000)
  total?: number;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsCount(100_000)
  perOrganization?: number;
}

/** What must be true to complete: all parts that are present. */
export class CompletionRuleDto {
  @IsCount(1000)
  version: number;

  @ApiPropertyOptional({ minimum: 0, maximum: 1, description: 'Share of counted sessions attended' })
  @MayBeAbsent()
  @IsNumber()
  @Min(0)
  @Max(1)
  minimumAttendance?: number;

  @ApiPropertyOptional({ description: 'Modules with a counted session attended' })
  @MayBeAbsent()
  @IsCount(1000)
  minimumModules?: number;

  @ApiPropertyOptional({ example: 'international', description: 'Kind of module that nobody may miss' })
  @MayBeAbsent()
  @Matches(CODE)
  requiredModuleKind?: string;

  @ApiPropertyOptional({ description: 'A passed project or an accepted strategy' })
  @MayBeAbsent()
  @IsBoolean()
  requiresPassedProject?: boolean;
}

/** One kind of document that the cohort gives. */
export class DocumentPolicyDto {
  @ApiProperty({ enum: documentKinds })
  @IsIn(documentKinds)
  kind: (typeof documentKinds)[number];

  @ApiProperty({ enum: grounds })
  @IsIn(grounds)
  ground: (typeof grounds)[number];

  @IsLocalizedText()
  title: LocalizedText;

  @ApiProperty({ example: 'NUGSE', description: 'Letters in front of the registration number' })
  @Matches(/^[A-Z]{2,12}$/)
  numberPrefix: string;

  @ApiProperty({ description: 'Scores and criteria are part of the document' })
  @IsBoolean()
  statesResults: boolean;

  @ApiProperty({ description: 'The holder confirms the spelling of the name first' })
  @IsBoolean()
  requiresConfirmedName: boolean;

  @ApiPropertyOptional({ format: 'date-time', description: 'Not issued before (embargo)' })
  @MayBeAbsent()
  @IsInstant()
  notBefore?: string;
}

/** The plan of a cohort. */
export class PlanCohortDto {
  @ApiProperty({ example: 'RLE-2025' })
  @Matches(CODE)
  code: string;

  @IsLocalizedText()
  title: LocalizedText;

  @ApiProperty({ format: 'date' })
  @IsDay()
  startsOn: string;

  @ApiPropertyOptional({ format: 'date', description: 'Absent for an open-ended series' })
  @MayBeAbsent()
  @IsDay()
  endsOn?: string;

  @ApiPropertyOptional({ type: NominationWindowDto })
  @MayBeAbsent()
  @IsOne(NominationWindowDto)
  nominations?: NominationWindowDto;

  @ApiPropertyOptional({ type: SeatsDto, description: 'Absent: without limit' })
  @IsOne(SeatsDto)
  seats: SeatsDto = new SeatsDto();

  @ApiProperty({ type: [String], description: 'Position categories it is meant for; empty: everybody' })
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(CODE, { each: true })
  targetCategories: string[];

  @ApiProperty({ enum: ['person', 'institution'], description: 'Who completes' })
  @IsIn(['person', 'institution'])
  subjectKind: CohortPlan['subjectKind'];

  @ApiPropertyOptional({ type: CompletionRuleDto, description: 'Absent: the cohort ends without completion' })
  @MayBeAbsent()
  @IsOne(CompletionRuleDto)
  completionRule?: CompletionRuleDto;

  @ApiProperty({ type: [DocumentPolicyDto] })
  @IsListOf(DocumentPolicyDto, 12)
  documents: DocumentPolicyDto[];

  @ApiProperty({ type: [PartnerDto] })
  @IsListOf(PartnerDto, 50)
  partners: PartnerDto[];
}

/** The plan that a body describes, with all instants in UTC. */
export function planOf({ nominations, seats, documents, ...body }: PlanCohortDto): CohortPlan {
  return {
    ...body,
    endsOn: body.endsOn ?? null,
    nominations: nominations ? { opensAt: utc(nominations.opensAt), closesAt: utc(nominations.closesAt) } : null,
    seats: { total: seats.total ?? null, perOrganization: seats.perOrganization ?? null },
    completionRule: body.completionRule ?? null,
    documents: documents.map((policy) => ({ ...policy, notBefore: policy.notBefore ? utc(policy.notBefore) : null })),
  };
}

function utc(instant: string): string {
  return new Date(instant).toISOString();
}

/** Which cohorts a list shows. */
export class CohortsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  programId?: string;
}
