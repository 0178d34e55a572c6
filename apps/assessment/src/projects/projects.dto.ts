import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '@app/service-kit';
import { IsId, IsText } from '../fields.dto.js';
import type { ContentLanguage, ProjectStatus } from './project.js';

/** A new project or strategy. */
export class ProjectDto {
  @ApiProperty({ format: 'uuid' })
  @IsId()
  taskId: string;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'The authors, the caller among them; the first one’s organization is its home',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsId({ each: true })
  @ArrayUnique()
  participantIds: string[];

  @ApiProperty({ maxLength: 300 })
  @IsText(300)
  title: string;

  @ApiPropertyOptional({ maxLength: 5000 })
  @IsOptional()
  @IsText(5000)
  summary?: string;

  @ApiPropertyOptional({ enum: ['kk', 'ru', 'en'], default: 'kk' })
  @IsOptional()
  @IsIn(['kk', 'ru', 'en'])
  language?: ContentLanguage;
}

/** Which projects a list is about. */
export class ProjectsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsId()
  cohortId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsId()
  panelId?: string;

  @ApiPropertyOptional({ enum: ['draft', 'submitted', 'scoring', 'evaluated'] })
  @IsOptional()
  @IsIn(['draft', 'submitted', 'scoring', 'evaluated'])
  status?: ProjectStatus;

  @ApiPropertyOptional({ description: 'Part of the title', maxLength: 100 })
  @IsOptional()
  @IsText(100)
  q?: string;
}
