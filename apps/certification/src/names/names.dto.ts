import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsString, Length, Matches, ValidateNested } from 'class-validator';
import type { NameConfirmation } from './name-confirmation.js';

/** Letters with their accents, and what stands between them in names. */
const CYRILLIC = /^(?=.*\p{Script=Cyrillic})[\p{Script=Cyrillic}\p{M} .'’ʼ-]+$/u;
const LATIN = /^(?=.*\p{Script=Latin})[\p{Script=Latin}\p{M} .'’ʼ-]+$/u;

/** A name in both scripts. */
export class ConfirmedNameDto {
  @ApiProperty({ example: 'Әлия Нұрғалиқызы Сәрсенова' })
  @IsString()
  @Length(2, 120)
  @Matches(CYRILLIC)
  cyrillic: string;

  @ApiProperty({ example: 'Aliya Sarsenova' })
  @IsString()
  @Length(2, 120)
  @Matches(LATIN)
  latin: string;
}

/** How the caller wants to be named on documents. */
export class ConfirmNameDto {
  @ApiProperty({ type: ConfirmedNameDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => ConfirmedNameDto)
  name: ConfirmedNameDto;
}

/** A confirmed name. */
export class NameConfirmationView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ type: ConfirmedNameDto })
  name: ConfirmedNameDto;

  @ApiProperty({ format: 'date-time' })
  confirmedAt: string;

  static of({ id, version, personId, name, confirmedAt }: NameConfirmation): NameConfirmationView {
    return { id, version, personId, name, confirmedAt: confirmedAt.toISOString() };
  }
}
