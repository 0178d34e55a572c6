import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, IsUUID, Length, Matches } from 'class-validator';
import { IsDay, IsLocalized, PageQuery } from '@app/service-kit';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { MayBeAbsent } from '../formats/may-be-absent.dto.js';
import { IsOne } from '../formats/nested.dto.js';
import { CODE } from '../formats/partner.dto.js';
import type { PolicyAnchor, Program } from './program.js';

/** The state program or law that a program follows. */
export class PolicyAnchorDto {
  @IsLocalizedText()
  title: LocalizedText;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  number?: string;

  @ApiPropertyOptional({ format: 'date' })
  @MayBeAbsent()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ format: 'date' })
  @MayBeAbsent()
  @IsDay()
  until?: string;
}

/** What is said about a program when it is registered. */
export class RegisterProgramDto {
  @ApiProperty({ example: 'RLE' })
  @Matches(CODE)
  code: string;

  @IsLocalizedText()
  title: LocalizedText;

  @ApiPropertyOptional({ type: [LocalizedText], description: 'Other names it is known by' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsLocalized({ each: true })
  aliases?: LocalizedText[];

  @ApiPropertyOptional({ type: [LocalizedText] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsLocalized({ each: true })
  goals?: LocalizedText[];

  @ApiPropertyOptional({ type: LocalizedText })
  @MayBeAbsent()
  @IsLocalizedText()
  description?: LocalizedText;

  @ApiProperty({ format: 'uuid', description: 'The school that runs it' })
  @IsUUID()
  organizerId: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The academic author, credited on documents' })
  @MayBeAbsent()
  @IsUUID()
  authorId?: string;

  @ApiPropertyOptional({ type: PolicyAnchorDto })
  @MayBeAbsent()
  @IsOne(PolicyAnchorDto)
  policyAnchor?: PolicyAnchorDto;
}

/** On whose request a program runs. */
export class CommissionDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  commissionerId: string;

  @ApiPropertyOptional({ example: 'MES-2025/17' })
  @MayBeAbsent()
  @Matches(CODE)
  documentNumber?: string;

  @ApiPropertyOptional({ format: 'date' })
  @MayBeAbsent()
  @IsDay()
  documentDate?: string;
}

/** A commission as shown. */
export class CommissionView {
  @ApiProperty({ format: 'uuid' })
  commissionerId: string;

  @ApiProperty({ type: String, nullable: true })
  documentNumber: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  documentDate: string | null;
}

/** Which programs a list shows. */
export class ProgramsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUUID()
  organizerId?: string;
}

/** A program as shown. */
export class ProgramView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty()
  code: string;

  @ApiProperty({ type: LocalizedText })
  title: LocalizedText;

  @ApiProperty({ type: [LocalizedText] })
  aliases: LocalizedText[];

  @ApiProperty({ type: [LocalizedText] })
  goals: LocalizedText[];

  @ApiProperty({ type: LocalizedText, nullable: true })
  description: LocalizedText | null;

  @ApiProperty({ format: 'uuid' })
  organizerId: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  authorId: string | null;

  @ApiProperty({ type: PolicyAnchorDto, nullable: true })
  policyAnchor: PolicyAnchor | null;

  @ApiProperty({ type: CommissionView, nullable: true, description: 'Null for an internal program' })
  commission: CommissionView | null;

  static of(program: Program): ProgramView {
    const { id, version, code, title, aliases, goals, description, organizerId, authorId, policyAnchor, commission } =
      program;
    return { id, version, code, title, aliases, goals, description, organizerId, authorId, policyAnchor, commission };
  }
}

/** A page of programs, the newest first. */
export class ProgramsPage {
  @ApiProperty({ type: [ProgramView] })
  data: ProgramView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
