import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import { IsDay, PageQuery } from '@app/service-kit';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import type { Appointment } from './appointment.js';

/** An office to be recorded. */
export class RecordAppointmentDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organizationId: string;

  @ApiProperty({ example: 'school-principal', description: 'Position category: what target groups are made of' })
  @Matches(/^[a-z][a-z0-9-]{0,63}$/)
  category: string;

  @IsLocalizedText()
  title: LocalizedText;

  @ApiProperty({ example: '2021-09-01' })
  @IsDay()
  from: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'The last day in office; absent while it lasts' })
  @IsOptional()
  @IsDay()
  until?: string | null;
}

/** The end of an office. */
export class EndAppointmentDto {
  @ApiProperty({ example: '2025-06-30', description: 'The last day in office' })
  @IsDay()
  until: string;
}

/** Paging only. */
export class AppointmentsQuery extends PageQuery {}

/** An office as shown. */
export class AppointmentView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ format: 'uuid' })
  organizationId: string;

  @ApiProperty()
  category: string;

  @ApiProperty({ type: LocalizedText })
  title: LocalizedText;

  @ApiProperty({ example: '2021-09-01' })
  from: string;

  @ApiProperty({ type: String, nullable: true })
  until: string | null;

  static of(appointment: Appointment): AppointmentView {
    const { id, version, personId, organizationId, category, title, from, until } = appointment;
    return { id, version, personId, organizationId, category, title, from, until };
  }
}

/** A person's offices that the caller may see, the latest first. */
export class AppointmentsPage {
  @ApiProperty({ type: [AppointmentView] })
  data: AppointmentView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
