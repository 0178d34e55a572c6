import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Localized, PersonName } from '@app/contracts';
import { IsLocalized } from '@app/service-kit';
import { IsId, IsText, LocalizedText } from '../fields.dto.js';
import { PersonNameView } from '../projects/projects.views.js';
import { VISIBILITIES, type ReflectionAnswer, type Visibility } from './reflection-answer.js';
import type { Reflection } from './reflection.js';

/** What the participants are asked to think about. */
export class ReflectionDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Without it the reflection is the cohort’s' })
  @IsOptional()
  @IsId()
  sessionId?: string;

  @ApiProperty({ type: LocalizedText })
  @IsLocalized()
  prompt: Localized;
}

/** What a participant answers, and who may read it. */
export class ReflectionAnswerDto {
  @ApiProperty({ maxLength: 10_000 })
  @IsText(10_000)
  text: string;

  @ApiProperty({ enum: VISIBILITIES })
  @IsIn(VISIBILITIES)
  visibility: Visibility;
}

/** A reflection, with how many have answered. */
export class ReflectionView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) cohortId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) sessionId: string | null;
  @ApiProperty({ type: LocalizedText }) prompt: Localized;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt: Date;
  @ApiProperty({ description: 'Of every visibility' }) answers: number;
  @ApiProperty() version: number;

  static of({ id, cohortId, sessionId, prompt, askedAt, answers, version }: Reflection): ReflectionView {
    return { id, cohortId, sessionId, prompt, askedAt, answers, version };
  }
}

/** All reflections of a cohort. */
export class ReflectionList {
  @ApiProperty({ type: [ReflectionView] }) data: ReflectionView[];
}

/** That an answer was taken. It does not repeat the text, which is kept in one place only. */
export class ReflectionReceipt {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) reflectionId: string;
  @ApiProperty({ enum: VISIBILITIES }) visibility: Visibility;
  @ApiProperty({ type: String, format: 'date-time' }) answeredAt: Date;

  static of({ id, reflectionId, visibility, answeredAt }: ReflectionAnswer): ReflectionReceipt {
    return { id, reflectionId, visibility, answeredAt };
  }
}

/** An answer that the caller may read. */
export class ReflectionAnswerView extends ReflectionReceipt {
  @ApiProperty({ format: 'uuid' }) participantId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ type: PersonNameView, nullable: true }) name: PersonName | null;
  @ApiProperty() text: string;
}

/** The answers that the caller may read. */
export class ReflectionAnswerList {
  @ApiProperty({ type: [ReflectionAnswerView] }) data: ReflectionAnswerView[];
}
