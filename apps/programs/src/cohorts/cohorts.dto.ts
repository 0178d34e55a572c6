import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsInstant, PageQuery } from '@app/service-kit';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
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
  @ApiPropertyOptional({ type: Number, minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  total?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  perOrganization?: number;
}

/** What must be true to complete: all parts that are present. */
export class CompletionRuleDto {
  @ApiProperty({ minimum: 1 })
  @IsInt()
  @Min(1)
  version: number;

  @ApiPropertyOptional({ minimum: 0, maximum: 1, description: 'Share of counted sessions attended' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  minimumAttendance?: number;

  @ApiPropertyOptional({ minimum: 1, description: 'Modules with a counted session attended' })
  @IsOptional()
  @IsInt()
  @Min(1)
  minimumModules?: number;

  @ApiPropertyOptional({ example: 'international', description: 'Kind of module that nobody may miss' })
  @IsOptional()
  @Matches(CODE)
  requiredModuleKind?: string;

  @ApiPropertyOptional({ description: 'A passed project or an accepted strategy' })
  @IsOptional()
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

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Not issued before (embargo)',
  })
  @IsOptional()
  @IsInstant()
  notBefore?: string | null;
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
  @IsOptional()
  @IsDay()
  endsOn?: string;

  @ApiPropertyOptional({ type: NominationWindowDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => NominationWindowDto)
  nominations?: NominationWindowDto;

  @ApiProperty({ type: SeatsDto })
  @ValidateNested()
  @Type(() => SeatsDto)
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
  @IsOptional()
  @ValidateNested()
  @Type(() => CompletionRuleDto)
  completionRule?: CompletionRuleDto;

  @ApiProperty({ type: [DocumentPolicyDto] })
  @IsArray()
  @ArrayMaxSize(12)
  @ValidateNested({ each: true })
  @Type(() => DocumentPolicyDto)
  documents: DocumentPolicyDto[];

  @ApiProperty({ type: [PartnerDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PartnerDto)
  partners: PartnerDto[];
}

/** Which cohorts a list shows. */
export class CohortsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  programId?: string;
}
