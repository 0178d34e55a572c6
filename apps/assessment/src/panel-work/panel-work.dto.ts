import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { IsId } from '../fields.dto.js';

/** Projects for a panel, in the order of their pitches. */
export class AssignmentDto {
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsId({ each: true })
  @ArrayUnique()
  projectIds: string[];
}

/** Who decides on a project instead of a chair in conflict. */
export class ActingChairDto {
  @ApiProperty({ format: 'uuid', description: 'A member of the panel without a conflict' })
  @IsId()
  personId: string;
}
