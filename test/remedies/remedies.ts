import { consumingRemedies } from './consuming.remedies.ts';
import { publishingRemedies } from './publishing.remedies.ts';
import { readingRemedies } from './reading.remedies.ts';
import type { Remedy } from './remedy.ts';
import { serviceRemedies } from './service.remedies.ts';

/** All remedies in the order of their faults. */
export const remedies: Remedy[] = [
  ...publishingRemedies,
  ...consumingRemedies,
  ...readingRemedies,
  ...serviceRemedies,
].sort((one, other) => one.fault - other.fault);
