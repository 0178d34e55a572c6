import { isUUID } from 'class-validator';
import { LessThan, type FindOperator } from 'typeorm';
import { CursorMalformed, decodeCursor } from '@app/service-kit';

/** Where a list goes on that has the newest first: ids grow with time. No condition for its first page. */
export function olderThan(cursor: string | undefined): { id?: FindOperator<string> } {
  const [id] = decodeCursor(cursor, 1) ?? [];
  if (id === undefined) return {};
  if (!isUUID(id)) throw new CursorMalformed();
  return { id: LessThan(id as string) };
}
