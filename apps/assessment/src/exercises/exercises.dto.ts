import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsObject,
  IsOptional,
  ValidateNested,
} from 'class-validator';
import type { Localized } from '@app/contracts';
import { IsLocalized } from '@app/service-kit';
import { IsId, IsText, LocalizedText } from '../fields.dto.js';

/** A group and who is in it. */
export class ExerciseGroupDto {
  @ApiProperty({ maxLength: 200 })
  @IsText(200)
  name: string;

  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsId({ each: true })
  @ArrayUnique()
  participantIds: string[];
}

/** An exercise with its groups. */
export class ExerciseDto {
  @ApiProperty({ format: 'uuid' })
  @IsId()
  sessionId: string;

  @ApiProperty({ type: LocalizedText })
  @IsLocalized()
  title: Localized;

  @ApiPropertyOptional({ type: [LocalizedText], default: [] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsLocalized({ each: true })
  tasks?: Localized[];

  @ApiProperty({ type: [ExerciseGroupDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ExerciseGroupDto)
  groups: ExerciseGroupDto[];
}

/** Whom a group elected. */
export class LeaderDto {
  @ApiProperty({ format: 'uuid', description: 'A member of the group' })
  @IsId()
  participantId: string;
}

/** What a group presents. */
export class GroupAnswerDto {
  @ApiProperty({ maxLength: 10_000 })
  @IsText(10_000)
  text: string;
}
