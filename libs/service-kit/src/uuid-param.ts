import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { ValidationFailed } from './problems/validation.pipe.js';

/** A path parameter that is a UUID: `@Param('id', UuidParam) id: string`. */
@Injectable()
export class UuidParam implements PipeTransform<unknown, string> {
  transform(value: unknown, metadata: { data?: string }): string {
    if (typeof value === 'string' && isUUID(value)) return value.toLowerCase();
    throw new ValidationFailed([{ pointer: `/${metadata.data ?? 'id'}`, code: 'is-uuid', params: {}, in: 'path' }]);
  }
}
