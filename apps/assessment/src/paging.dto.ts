import { ApiProperty } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { CursorMalformed, decodeCursor } from '@app/service-kit';

/** Where a page of a list stands, as OpenAPI shows it. */
export class PagePosition {
  @ApiProperty({ type: String, nullable: true, description: 'For `cursor` of the next request' })
  nextCursor: string | null;
  @ApiProperty() hasMore: boolean;
}

/** The id that a page in the order of ids goes on after; undefined for the first page. */
export function afterId(cursor: string | undefined): string | undefined {
  const [id] = decodeCursor(cursor, 1) ?? [];
  if (id !== undefined && !isUUID(id)) throw new CursorMalformed();
  return id as string | undefined;
}
