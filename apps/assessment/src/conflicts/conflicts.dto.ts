import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsId, IsText } from '../fields.dto.js';
import {
  DECLARED_GROUNDS,
  FOUND_GROUNDS,
  type Conflict,
  type ConflictGround,
  type ConflictResolution,
} from './conflict.js';

/** A conflict that people know of. */
export class ConflictDto {
  @ApiProperty({ format: 'uuid' })
  @IsId()
  projectId: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The member; without it the caller' })
  @IsOptional()
  @IsId()
  personId?: string;

  @ApiProperty({ maxLength: 1000, description: 'In words, for the minutes' })
  @IsText(1000)
  reason: string;

  @ApiPropertyOptional({ enum: DECLARED_GROUNDS, default: 'declared' })
  @IsOptional()
  @IsIn(DECLARED_GROUNDS)
  ground?: (typeof DECLARED_GROUNDS)[number];

  @ApiPropertyOptional({
    enum: ['excluded', 'disclosed'],
    default: 'excluded',
    description: 'Only the organizer lets a member take part with the interest disclosed in the minutes',
  })
  @IsOptional()
  @IsIn(['excluded', 'disclosed'])
  resolution?: ConflictResolution;
}

/** A conflict on record. */
export class ConflictView {
  @ApiProperty({ format: 'uuid' }) projectId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ enum: [...FOUND_GROUNDS, ...DECLARED_GROUNDS] }) ground: ConflictGround;
  @ApiProperty({ enum: ['excluded', 'disclosed'] }) resolution: ConflictResolution;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The organization in common' })
  organizationId: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Who said so; null when the platform found it or the appointment discloses it',
  })
  declaredBy: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) foundAt: Date;

  static of(conflict: Conflict): ConflictView {
    const { projectId, personId, ground, resolution, organizationId, declaredBy, note, foundAt } = conflict;
    return { projectId, personId, ground, resolution, organizationId, declaredBy, note, foundAt };
  }
}
