import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import type { PersonName } from '@app/contracts';
import { IsIin, PageQuery } from '@app/service-kit';
import { languages, type Person } from './person.js';

const PUNCTUATION = "\\p{Mark}\\s.'’ʼ-";

/** A name in both scripts: on documents they stand side by side, and neither is derived from the other. */
export class PersonNameDto {
  @ApiProperty({ example: 'Әсел Нұрланқызы' })
  @IsString()
  @Length(2, 200)
  @Matches(new RegExp(`^(?=.*\\p{L})[\\p{Script=Cyrillic}${PUNCTUATION}]+$`, 'u'), {
    message: '$property is written in Cyrillic letters',
  })
  cyrillic: string;

  @ApiProperty({ example: 'Asel Nurlankyzy' })
  @IsString()
  @Length(2, 200)
  @Matches(new RegExp(`^(?=.*\\p{L})[\\p{Script=Latin}${PUNCTUATION}]+$`, 'u'), {
    message: '$property is written in Latin letters',
  })
  latin: string;
}

/** Marks a property that holds a person's name. */
export function IsPersonName(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: PersonNameDto }),
    IsDefined(),
    ValidateNested(),
    Type(() => PersonNameDto),
  );
}

/** Who is registered. */
export class RegisterPersonDto {
  @IsPersonName()
  name: PersonNameDto;

  @ApiPropertyOptional({ description: 'Stored encrypted; one person per address' })
  @IsOptional()
  @IsEmail()
  mail?: string;

  @ApiPropertyOptional({ example: '+77011234567', description: 'Stored encrypted' })
  @IsOptional()
  @Matches(/^\+[1-9]\d{6,14}$/)
  phone?: string;

  @ApiPropertyOptional({
    description: 'Individual identification number; stored encrypted, shown masked, one person per number',
  })
  @IsOptional()
  @IsIin()
  iin?: string;

  @ApiPropertyOptional({ enum: languages })
  @IsOptional()
  @IsIn(languages)
  preferredLanguage?: (typeof languages)[number];

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'The organization that registers; required unless administrator',
  })
  @IsOptional()
  @IsUUID()
  homeOrganizationId?: string;
}

/** Which people a list shows. */
export class PeopleQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of a name in either script' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}

/** The new spelling of a name. */
export class RenamePersonDto {
  @IsPersonName()
  name: PersonNameDto;
}

/** A person in a list: no contacts. */
export class PersonLine {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ type: PersonNameDto })
  name: PersonName;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  homeOrganizationId: string | null;

  @ApiProperty({ enum: languages, nullable: true })
  preferredLanguage: string | null;

  @ApiProperty()
  active: boolean;

  static of(person: Person): PersonLine {
    const { id, version, name, homeOrganizationId, preferredLanguage, active } = person;
    return { id, version, name, homeOrganizationId, preferredLanguage, active };
  }
}

/** A person as shown to who may see the row. */
export class PersonView extends PersonLine {
  @ApiProperty({ type: String, nullable: true, description: 'Masked: never the whole number' })
  iin: string | null;

  @ApiProperty({ type: String, nullable: true })
  mail: string | null;

  @ApiProperty({ type: String, nullable: true })
  phone: string | null;
}

/** A page of people, sorted by name in Kazakh order. */
export class PeoplePage {
  @ApiProperty({ type: [PersonLine] })
  data: PersonLine[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
