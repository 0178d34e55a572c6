import type { ContractKind } from '@app/contracts';

/** The streams by the kind of what they carry. */
export const STREAMS: Record<ContractKind, string> = { fact: 'EVENTS', state: 'STATE' };
