import { CursorMalformed, decodeCursor } from '@app/service-kit';
import { isUUID } from 'class-validator';

/** The id after which the next page begins; undefined for the first page. */
export function afterId(cursor: string | undefined): string | undefined {
  const [id] = decodeCursor(cursor, 1) ?? [];
  if (id !== undefined && !isUUID(id)) throw new CursorMalformed();
  return id as string | undefined;
}
