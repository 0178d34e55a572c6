import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';

/** Marks a field that holds a whole number from 1. The limit keeps it inside what a column of any service can hold. */
export function IsCount(most: number): PropertyDecorator {
  return applyDecorators(ApiProperty({ type: 'integer', minimum: 1, maximum: most }), IsInt(), Min(1), Max(most));
}
