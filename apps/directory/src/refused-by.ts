import { QueryFailedError } from 'typeorm';

/** Name of the constraint that refused a statement; undefined for every other error. */
export function refusedBy(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  return (error.driverError as { constraint?: string }).constraint;
}
