import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Localized } from '@app/contracts';
import { IsDay, IsLocalized, PageQuery } from '@app/service-kit';
import { IsCode, IsId, IsText, LocalizedText } from '../fields.dto.js';
import { SMALLEST_QUORUM, type AppointmentOrder, type PanelKind, type SeatRole } from './panel.js';

/** Who is to sit on a panel, for which organization, as what. */
export class SeatDto {
  @ApiProperty({ format: 'uuid' })
  @IsId()
  personId: string;

  @ApiProperty({ format: 'uuid', description: 'The organization the member sits there for' })
  @IsId()
  organizationId: string;

  @ApiProperty({
    enum: ['chair', 'member', 'secretary'],
    description: 'A secretary keeps the minutes and does not score',
  })
  @IsIn(['chair', 'member', 'secretary'])
  role: SeatRole;

  @ApiPropertyOptional({
    maxLength: 1000,
    description:
      'An interest that the member may judge with: recorded as disclosed with everything the panel judges, and told ' +
      'in the minutes. What the platform finds excludes all the same.',
  })
  @IsOptional()
  @IsText(1000)
  disclosed?: string;
}

/** The order by which a panel is appointed. */
export class AppointmentOrderDto implements AppointmentOrder {
  @ApiProperty({ example: '127-Ө' })
  @IsCode()
  number: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  date: string;
}

/** A panel for projects or a commission for strategies. */
export class PanelDto {
  @ApiProperty({ enum: ['panel', 'commission'] })
  @IsIn(['panel', 'commission'])
  kind: PanelKind;

  @ApiProperty({ type: LocalizedText })
  @IsLocalized()
  title: Localized;

  @ApiProperty({ type: [SeatDto], description: 'Exactly one chair' })
  @IsArray()
  @ArrayMinSize(SMALLEST_QUORUM)
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SeatDto)
  members: SeatDto[];

  @ApiProperty({ minimum: SMALLEST_QUORUM, description: 'Sheets without a conflict that a decision needs' })
  @IsInt()
  @Min(SMALLEST_QUORUM)
  @Max(50)
  quorum: number;

  @ApiProperty({ format: 'uuid' })
  @IsId()
  rubricId: string;

  @ApiPropertyOptional({ type: AppointmentOrderDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => AppointmentOrderDto)
  appointmentOrder?: AppointmentOrderDto;
}

/** Which panels a list is about. */
export class PanelsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsId()
  cohortId?: string;
}
