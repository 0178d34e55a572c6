export type Cell = string | number | null;

/** Rows under their headings, numbers to the right. Null is a dash. */
export function textTable(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => shown(row[column]).length)),
  );
  const line = (cells: readonly (Cell | undefined)[], isRight: (column: number) => boolean): string =>
    cells
      .map((cell, column) =>
        isRight(column) ? shown(cell).padStart(widths[column]!) : shown(cell).padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const isNumber = headings.map((_, column) => rows.some((row) => typeof row[column] === 'number'));
  const body = rows.map((row) => line(row, (column) => isNumber[column]!));
  return [line(headings, (column) => isNumber[column]!), ...body].join('\n');
}

/** `4 s`, `12 min`, `3 h`, `5 d`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

function shown(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '–' : String(cell);
}
