import { isUUID } from 'class-validator';
import { CursorMalformed, decodeCursor } from '@app/service-kit';

/** The id that a page in the order of ids goes on after; undefined for the first page. */
export function afterId(cursor: string | undefined): string | undefined {
  const [id] = decodeCursor(cursor, 1) ?? [];
  if (id !== undefined && !isUUID(id)) throw new CursorMalformed();
  return id as string | undefined;
}
