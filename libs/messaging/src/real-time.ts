/** Real time, whatever the platform's business clock says: for ages, leases and `recordedtime`. */
export function realTime(): Date {
  return new Date(Date.now());
}
