import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { now } from './real-time.ts';

/** `unknown`: the connection was lost or nobody answered in time, so that nobody can say whether it was done. */
export type Outcome = 'ok' | 'fail' | 'unknown';

/** One write of one person, with all its attempts under one Idempotency-Key. */
export interface Operation {
  id: number;
  program: string;
  actor: string;
  method: string;
  path: string;
  key: string;
  /** What the rules say of it: done, refused or, since nobody asks a second time, either. */
  expected: 'ok' | 'fail' | 'either';
  at: number;
  endedAt: number;
  attempts: number;
  outcome: Outcome;
  /** Of the last answer; 0 when there was none. */
  status: number;
  /** Problem code of a refusal. */
  code?: string;
  /** Id and version of what the answer shows. */
  answer?: { id?: string; version?: number };
}

/** What else happened: a fault, its end, a program that began or ended. */
export interface Incident {
  at: number;
  what: string;
  [detail: string]: unknown;
}

/** Everything that was asked of the platform and done to it, as lines of JSON while it happens and in memory for the verdict. */
export class History {
  readonly operations: Operation[] = [];
  readonly incidents: Incident[] = [];
  private readonly file: WriteStream;
  private lastId = 0;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.file = createWriteStream(path);
  }

  /** A write begins. */
  invoke(what: Pick<Operation, 'program' | 'actor' | 'method' | 'path' | 'key' | 'expected'>): Operation {
    const operation: Operation = {
      ...{ id: ++this.lastId, ...what },
      ...{ at: now(), endedAt: 0, attempts: 0, outcome: 'unknown', status: 0 },
    };
    const { id, program, actor, method, path, key, expected, at } = operation;
    this.write({ at, event: 'invoke', id, program, actor, method, path, key, expected });
    return operation;
  }

  /** One attempt of it ended; it is tried again, or `complete` follows. */
  attempted(operation: Operation, outcome: Outcome, status: number, code?: string): void {
    Object.assign(operation, { attempts: operation.attempts + 1, status, code });
    this.write({ at: now(), event: 'attempt', id: operation.id, outcome, status, code });
  }

  /** What became of it in the end. */
  complete(operation: Operation, outcome: Outcome, answer?: Operation['answer']): void {
    Object.assign(operation, { outcome, endedAt: now(), ...(answer && { answer }) });
    this.operations.push(operation);
    const { id, attempts } = operation;
    this.write({ at: operation.endedAt, event: outcome, id, attempts, answer });
  }

  note(what: string, details: Record<string, unknown> = {}): void {
    const incident = { at: now(), what, ...details };
    this.incidents.push(incident);
    const { at, ...rest } = incident;
    this.write({ at, event: 'note', ...rest });
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.file.end(resolve));
  }

  private write({ at, ...line }: { at: number } & Record<string, unknown>): void {
    this.file.write(`${JSON.stringify({ at: new Date(at).toISOString(), ...line })}\n`);
  }
}
