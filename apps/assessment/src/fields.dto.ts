import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsNumber, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

/** A text in up to three equal languages, as OpenAPI shows it. */
export class LocalizedText {
  @ApiPropertyOptional() kk?: string;
  @ApiPropertyOptional() ru?: string;
  @ApiPropertyOptional() en?: string;
}

/** A UUID in the body or the query; upper case means the same id. */
export function IsId(options: { each?: boolean } = {}): PropertyDecorator {
  const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);
  return applyDecorators(
    IsUUID('all', options),
    Transform(({ value }) => (Array.isArray(value) ? value.map(lower) : lower(value))),
  );
}

/** A text that says something, up to so many characters. */
export function IsText(maxLength: number): PropertyDecorator {
  return applyDecorators(IsString(), MaxLength(maxLength), Matches(/\S/));
}

/** A short word that machines and minutes use: letters, digits, dots, slashes, dashes. */
export function IsCode(): PropertyDecorator {
  return applyDecorators(IsString(), Matches(/^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,63}$/u));
}

/** A number that aggregates stay exact with. */
export function IsPoints(min: number, max: number, maxDecimalPlaces = 2): PropertyDecorator {
  return applyDecorators(IsNumber({ maxDecimalPlaces }), Min(min), Max(max));
}
