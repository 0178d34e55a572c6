/** Real time in milliseconds: faults and answers are told in it, whatever the business clock says. */
export function now(): number {
  return Date.now();
}
