import { isUUID } from 'class-validator';
import { CursorMalformed, decodeCursor } from '@app/service-kit';

/** The id after which a list by id goes on; undefined for its first page. */
export function afterId(cursor: string | undefined): string | undefined {
  const [id] = decodeCursor(cursor, 1) ?? [];
  if (id !== undefined && !isUUID(id)) throw new CursorMalformed();
  return id as string | undefined;
}
