import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { IsIin } from '@app/service-kit';
import { IsPersonName, PersonNameDto } from '../people/people.dto.js';

/** One person to be found, or registered where nobody is found. */
export class ResolutionItemDto {
  @ApiProperty({ description: 'What the caller calls the row; comes back in the answer' })
  @IsString()
  @Length(1, 200)
  key: string;

  @ApiPropertyOptional({ description: 'One of iin and mail is needed' })
  @IsOptional()
  @IsIin()
  iin?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsEmail()
  mail?: string;

  @IsPersonName()
  name: PersonNameDto;

  @ApiProperty({ format: 'uuid', description: 'The organization that registers whoever is not found' })
  @IsUUID()
  homeOrganizationId: string;
}

/** A batch of people to be found or registered. */
export class ResolvePeopleDto {
  @ApiProperty({ type: [ResolutionItemDto], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ResolutionItemDto)
  items: ResolutionItemDto[];
}

/** Who a row of the batch is. */
export class ResolvedPerson {
  @ApiProperty()
  key: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ description: 'Registered by this very batch' })
  created: boolean;
}
