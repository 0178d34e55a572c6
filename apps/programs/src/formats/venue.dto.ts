import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { IsCount } from './count.dto.js';
import { MayBeAbsent } from './may-be-absent.dto.js';

/** Where people meet: a place inside a building, not only a city. */
export class VenueDto {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  building?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  room?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 20)
  floor?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  city?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsCount(100_000)
  capacity?: number;

  @ApiPropertyOptional({ description: 'How to find it' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 500)
  directions?: string;
}
