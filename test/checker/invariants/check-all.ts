import type { Facts } from '../facts/facts.ts';
import { positionsEqualLogs } from './delivery.ts';
import { oneDocument } from './documents.ts';
import { replicasEqualOwners } from './replicas.ts';
import { revokedStaysRevoked } from './revocations.ts';
import type { Violation } from './violation.ts';
import { failIsInvisible, okIsVisible, rightWritesPass } from './writes.ts';

/** Everything that does not hold. */
export function violationsOf(facts: Facts): Violation[] {
  return [
    ...rightWritesPass(facts),
    ...okIsVisible(facts),
    ...failIsInvisible(facts),
    ...oneDocument(facts),
    ...positionsEqualLogs(facts),
    ...replicasEqualOwners(facts),
    ...revokedStaysRevoked(facts),
  ];
}
