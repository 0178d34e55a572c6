import type { ContractKind, EventEnvelope } from '@app/contracts';

/** An event from outside with the place that it has in its aggregate. */
export interface IncomingEvent {
  kind: ContractKind;
  /** `assessment.project` of a fact, `programs.cohort` of a state. */
  aggregate: string;
  event: EventEnvelope;
}

/** What identifies a position row. */
export interface PositionKey {
  kind: ContractKind;
  aggregate: string;
  aggregateId: string;
}

/** Text that is no event of ours, whatever its contract would say about its data. */
export class EnvelopeBroken extends Error {
  readonly code = 'envelope-broken';

  constructor(reason: string) {
    super(reason);
    this.name = 'EnvelopeBroken';
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads what came on a subject. The type must be that of the subject, since only subjects are guarded by permissions. */
export function readEvent(subject: string, text: string): IncomingEvent {
  const kind = subject.startsWith('state.') ? 'state' : 'fact';
  const event = envelopeOf(parse(text));
  const expected = `tulga.${subject.slice(subject.indexOf('.') + 1)}`;
  if (event.type !== expected) throw new EnvelopeBroken(`The type is ${event.type} on the subject ${subject}`);
  const source = `/services/${subject.split('.')[1]}`;
  if (event.source !== source) throw new EnvelopeBroken(`The source is ${event.source} on the subject ${subject}`);
  return { kind, aggregate: aggregateOf(event.type), event };
}

/** The position that decides about an event. */
export function keyOf({ kind, aggregate, event }: IncomingEvent): PositionKey {
  return { kind, aggregate, aggregateId: event.subject };
}

/** A position's key as one string, for maps. */
export function keyText({ kind, aggregate, aggregateId }: PositionKey): string {
  return `${kind} ${aggregate} ${aggregateId}`;
}

/** `tulga.assessment.project.evaluated.v1` → `assessment.project`. */
export function aggregateOf(type: string): string {
  return type.split('.').slice(1, 3).join('.');
}

/** Checks what is needed to place an event; its data is the contract's matter. */
export function envelopeOf(value: unknown): EventEnvelope {
  if (value === null || typeof value !== 'object') throw new EnvelopeBroken('It is no JSON object');
  const event = value as EventEnvelope;
  if (typeof event.id !== 'string' || !UUID.test(event.id)) throw new EnvelopeBroken('"id" is no UUID');
  if (typeof event.type !== 'string') throw new EnvelopeBroken('"type" is missing');
  if (typeof event.subject !== 'string' || event.subject === '') throw new EnvelopeBroken('"subject" is missing');
  if (!isCount(event.sequence)) throw new EnvelopeBroken('"sequence" is no number from 1');
  if (!isCount(event.epoch)) throw new EnvelopeBroken('"epoch" is no number from 1');
  return event;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EnvelopeBroken(`It is no JSON: ${(error as Error).message}`);
  }
}
