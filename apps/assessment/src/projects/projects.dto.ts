import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsUrl,
  Matches,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '@app/service-kit';
import { IsId, IsText } from '../fields.dto.js';
import type { ContentLanguage, ProjectStatus } from './project.js';
import type { ProjectFile, Submission } from './project-version.js';

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

/** A file of a version, by its address. */
export class ProjectFileDto implements ProjectFile {
  @ApiProperty({ maxLength: 200 })
  @IsText(200)
  name: string;

  @ApiProperty({ format: 'uri' })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  url: string;

  @ApiPropertyOptional({ description: 'Digest of its bytes, 64 hexadecimal digits' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  sha256?: string;
}

/** A version that is handed in. */
export class SubmissionDto implements Submission {
  @ApiProperty({ maxLength: 5000 })
  @IsText(5000)
  summary: string;

  @ApiPropertyOptional({ maxLength: 20_000 })
  @IsOptional()
  @IsText(20_000)
  problem?: string;

  @ApiPropertyOptional({ maxLength: 20_000 })
  @IsOptional()
  @IsText(20_000)
  evidence?: string;

  @ApiPropertyOptional({ maxLength: 20_000 })
  @IsOptional()
  @IsText(20_000)
  roadmap?: string;

  @ApiPropertyOptional({ type: [ProjectFileDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ProjectFileDto)
  files?: ProjectFileDto[];
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
