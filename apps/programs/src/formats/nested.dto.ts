import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateNested } from 'class-validator';

/** Marks a field that holds one object of a class. `ValidateNested` alone would also take a list of them. */
export function IsOne(type: Class): PropertyDecorator {
  return applyDecorators(
    IsObject(),
    ValidateNested(),
    Type(() => type),
  );
}

/** Marks a field that holds a list of objects of a class, `most` at the most. */
export function IsListOf(type: Class, most: number): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMaxSize(most),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(() => type),
  );
}
