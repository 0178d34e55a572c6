import type { Operation } from '../history.ts';
import type { ProgramOutcome } from '../program-run.ts';

/** What is known of a run when it is over: what was asked, and what the platform has. Invariants look at nothing else. */
export interface Facts {
  operations: Operation[];
  programs: ProgramOutcome[];
  /** How many rows `service.table` had before anything was asked. */
  before: Map<string, number>;
  services: ServiceFacts[];
  replicas: ReplicaFacts[];
  documents: DocumentFacts;
}

/** One service's database. */
export interface ServiceFacts {
  name: string;
  /** Aggregates whose facts it must have seen, and entities whose states it must have: `assessment.project`. */
  consumes: { facts: string[]; states: string[] };
  /** By table: id → version (0 where rows have none) of every row. */
  rows: Map<string, Map<string, number>>;
  /** Idempotency keys under which something was committed. */
  keys: Set<string>;
  /** Of each aggregate how many facts its log has, and the greatest sequence. */
  log: { aggregate: string; id: string; count: number; last: number }[];
  positions: Position[];
  waiting: { outbox: number; parked: number; deadLetters: number };
}

/** How far a service has come with one aggregate or entity. */
export interface Position {
  kind: 'fact' | 'state';
  aggregate: string;
  id: string;
  sequence: number;
  /** How many of its facts were applied. */
  applied: number;
  held: string | null;
}

/** The rows of one of a service's tables. A table that is not there would be one that nobody checks. */
export function rowsOf({ name, rows }: ServiceFacts, table: string): Map<string, number> {
  const found = rows.get(table);
  if (!found) throw new Error(`${name} has no table ${table}`);
  return found;
}

/** What an owner has and what one other service has of it, by id, as text that is equal when the meaning is. */
export interface ReplicaFacts {
  /** `directory.organizations in enrollment`. */
  name: string;
  owner: Map<string, string>;
  replica: Map<string, string>;
}

export interface CertificateFacts {
  id: string;
  caseId: string;
  cohortId: string;
  holderId: string;
  kind: string;
  status: 'reserved' | 'issued' | 'revoked';
  number: string;
  registrationNumber: string;
  listId: string;
  index: number;
}

/** The registry, what must be in it by what the other services know, and what the public sees of it. */
export interface DocumentFacts {
  certificates: CertificateFacts[];
  cases: { id: string; cohortId: string; holderId: string; kind: string; status: string; waitsFor: string[] }[];
  /** People who have completed, by enrollment. */
  completions: { cohortId: string; personId: string }[];
  /** People who have confirmed the spelling of their names. */
  confirmed: Set<string>;
  /** Thanked for at a ceremony that was held, by programs. */
  contributions: { cohortId: string; contributorId: string }[];
  /** Set bits of each status list; one that is not published is not here. */
  revokedBits: Map<string, Set<number>>;
  /** What the public sees of the revoked numbers and of some others. */
  verified: Map<string, SeenDocument>;
}

/** A document as somebody sees it who has its number only. */
export interface SeenDocument {
  /** What the verification page says of it. */
  page: string;
  /** The bit that the signed credential names; undefined when there is no credential. */
  entry: { listId: string; index: number } | undefined;
}
