import { ApiProperty } from '@nestjs/swagger';
import type { Localized, PersonName } from '@app/contracts';
import { IsInstant } from '@app/service-kit';
import { IsId, IsText, LocalizedText } from '../fields.dto.js';
import { PersonNameView } from '../projects/projects.views.js';
import type { Consultancy } from './consultancy.js';
import type { Consultation } from './consultation.js';

/** Who is to advise which institution. */
export class ConsultancyDto {
  @ApiProperty({ format: 'uuid', description: 'The consultant' })
  @IsId()
  personId: string;

  @ApiProperty({ format: 'uuid', description: 'The institution' })
  @IsId()
  organizationId: string;
}

/** What a consultant notes down of a consultation. */
export class ConsultationDto {
  @ApiProperty({ format: 'date-time' })
  @IsInstant()
  at: string;

  @ApiProperty({ maxLength: 5000 })
  @IsText(5000)
  note: string;
}

/** A consultation of the log. */
export class ConsultationView {
  @ApiProperty({ description: '1, 2, 3 … of its consultancy' }) number: number;
  @ApiProperty({ type: String, format: 'date-time' }) at: Date;
  @ApiProperty() note: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: Date;

  static of({ number, at, note, recordedAt }: Consultation): ConsultationView {
    return { number, at, note, recordedAt };
  }
}

/** Names of today, as far as they are known here. */
export interface ConsultancyNames {
  people: ReadonlyMap<string, PersonName>;
  organizations: ReadonlyMap<string, Localized>;
}

/** A consultancy with its log. */
export class ConsultancyView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) cohortId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ type: PersonNameView, nullable: true }) name: PersonName | null;
  @ApiProperty({ format: 'uuid' }) organizationId: string;
  @ApiProperty({ type: LocalizedText, nullable: true }) organizationName: Localized | null;
  @ApiProperty({ type: String, format: 'date-time' }) assignedAt: Date;
  @ApiProperty({ type: [ConsultationView] }) sessions: ConsultationView[];
  @ApiProperty() version: number;

  static of(consultancy: Consultancy, log: readonly Consultation[], names: ConsultancyNames): ConsultancyView {
    const { id, cohortId, personId, organizationId, assignedAt, version } = consultancy;
    const name = names.people.get(personId) ?? null;
    const organizationName = names.organizations.get(organizationId) ?? null;
    const sessions = log.filter(({ consultancyId }) => consultancyId === id).map(ConsultationView.of);
    return { id, cohortId, personId, name, organizationId, organizationName, assignedAt, sessions, version };
  }
}

/** All consultancies of a cohort that the caller may see. */
export class ConsultancyList {
  @ApiProperty({ type: [ConsultancyView] }) data: ConsultancyView[];
}
