import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import type { Localized } from '@app/contracts';
import { IsInstant, IsLocalized } from '@app/service-kit';
import { LocalizedText } from '../fields.dto.js';
import type { Task, WorkKind } from './task.js';

/** What the participants are asked to hand in. */
export class TaskDto {
  @ApiProperty({ enum: ['project', 'strategy'] })
  @IsIn(['project', 'strategy'])
  kind: WorkKind;

  @ApiProperty({ type: LocalizedText })
  @IsLocalized()
  title: Localized;

  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  dueAt: string;

  @ApiPropertyOptional({ default: false, description: 'Takes work after the deadline and marks it late' })
  @IsOptional()
  @IsBoolean()
  lateAllowed?: boolean;
}

/** A task as it is now. */
export class TaskView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) cohortId: string;
  @ApiProperty({ enum: ['project', 'strategy'] }) kind: WorkKind;
  @ApiProperty({ type: LocalizedText }) title: Localized;
  @ApiProperty({ type: String, format: 'date-time' }) dueAt: Date;
  @ApiProperty() lateAllowed: boolean;
  @ApiProperty() version: number;

  static of({ id, cohortId, kind, title, dueAt, lateAllowed, version }: Task): TaskView {
    return { id, cohortId, kind, title, dueAt, lateAllowed, version };
  }
}

/** All tasks of a cohort. */
export class TaskList {
  @ApiProperty({ type: [TaskView] }) data: TaskView[];
}
