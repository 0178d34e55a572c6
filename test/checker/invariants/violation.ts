/** Something that must hold and does not, with the ids by which the history is searched for what broke it. */
export interface Violation {
  invariant: Invariant;
  what: string;
  about: string[];
}

/** What is asserted, by the letters of the design. */
export const INVARIANTS = {
  'I0 right-writes-pass': 'no write is refused that the rules allow, and each is answered in the end',
  'I1 ok-is-visible': 'every write that was answered with success is there',
  'I2 fail-is-invisible': 'no write that was refused or is forbidden is there, and none is there twice',
  'I3 one-document': 'exactly one live document for each complete case, and none without',
  'I4 positions-equal-logs':
    'every consumer has applied each fact once, stands where the owner does, and nothing is parked or dead',
  'I5 replicas-equal-owners': 'replicas and projections say what the owners say',
  'I7 revoked-stays-revoked': 'what was revoked stays so, and registry, page, credential and status list agree',
} as const;

export type Invariant = keyof typeof INVARIANTS;
