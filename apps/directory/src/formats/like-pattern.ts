/** Finds the text anywhere; what LIKE would take as a wildcard is taken literally. */
export function likePattern(text: string): string {
  return `%${text
    .trim()
    .toLocaleLowerCase('kk')
    .replace(/[\\%_]/g, '\\$&')}%`;
}
