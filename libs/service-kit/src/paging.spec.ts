import { CursorMalformed, decodeCursor, page } from './paging.js';

const rows = [1, 2, 3].map((id) => ({ id, name: `Name ${id}` }));

describe('a page', () => {
  it('ends with a cursor when there is more', () => {
    const first = page(rows, 2, (row) => [row.name, row.id]);

    expect(first.data).toEqual(rows.slice(0, 2));
    expect(first.page.hasMore).toBe(true);
    expect(decodeCursor(first.page.nextCursor!, 2)).toEqual(['Name 2', 2]);
  });

  it('is the last without one', () => {
    expect(page(rows, 3, (row) => [row.id]).page).toEqual({ nextCursor: null, hasMore: false });
    expect(page([], 3, () => []).page).toEqual({ nextCursor: null, hasMore: false });
  });

  it('comes first without a cursor', () => {
    expect(decodeCursor(undefined)).toBeNull();
  });

  it.each(['x', 'e30', 'W3t9XQ', 'WzFd'])('is not found by a cursor that no list gave out: %s', (cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow(CursorMalformed);
  });
});
