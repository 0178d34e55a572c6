import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, IsUrl, Matches, ValidateNested } from 'class-validator';
import { IsText } from '../fields.dto.js';
import type { ProjectFile, ProjectVersion, Submission } from './project-version.js';

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
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ProjectFileDto)
  files?: ProjectFileDto[];
}

/** A submitted version. */
export class VersionView {
  @ApiProperty({ description: 'Number of the version' }) number: number;
  @ApiProperty() attempt: number;
  @ApiProperty() summary: string;
  @ApiProperty({ type: String, nullable: true }) problem: string | null;
  @ApiProperty({ type: String, nullable: true }) evidence: string | null;
  @ApiProperty({ type: String, nullable: true }) roadmap: string | null;
  @ApiProperty({ type: [ProjectFileDto] }) files: ProjectFile[];
  @ApiProperty() late: boolean;
  @ApiProperty({ type: String, format: 'date-time' }) submittedAt: Date;

  static of(version: ProjectVersion): VersionView {
    const { number, attempt, summary, problem, evidence, roadmap, files, late, submittedAt } = version;
    return { number, attempt, summary, problem, evidence, roadmap, files, late, submittedAt };
  }
}

/** All submitted versions of a project. */
export class VersionList {
  @ApiProperty({ type: [VersionView] }) data: VersionView[];
}
