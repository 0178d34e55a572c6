import 'reflect-metadata';
import { DomainError } from '@app/contracts';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Query parameters that every list takes. */
export class PageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** `page.nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** One page of a list. */
export interface Page<T> {
  data: T[];
  page: { nextCursor: string | null; hasMore: boolean };
}

/** The cursor was not given out by a list. */
export class CursorMalformed extends DomainError {
  readonly code = 'cursor-malformed';
  readonly kind = 'invalid';

  constructor() {
    super('The cursor was not given out by this list');
  }
}

/**
 * A page out of up to `limit + 1` rows, read in the order of their keys. `keyOf` gives the values that the rows after
 * this one are found by: those of the sort, then the id.
 */
export function page<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly unknown[]): Page<T> {
  const data = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  return { data, page: { nextCursor: hasMore ? encode(keyOf(data[data.length - 1])) : null, hasMore } };
}

/** The key values in a cursor; null for the first page. `length` is how many the list needs. */
export function decodeCursor(cursor: string, length?: number): unknown[];
export function decodeCursor(cursor: string | undefined, length?: number): unknown[] | null;
export function decodeCursor(cursor: string | undefined, length?: number): unknown[] | null {
  if (!cursor) return null;
  const values = parse(cursor);
  if (!Array.isArray(values) || (length !== undefined && values.length !== length) || !values.every(isPlain)) {
    throw new CursorMalformed();
  }
  return values;
}

function encode(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new CursorMalformed();
  }
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
