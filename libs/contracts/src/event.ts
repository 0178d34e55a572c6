import { Type, type Static, type TObject, type TProperties } from 'typebox';

/** Who may ever receive an event outside its own service. The widest audience is decided by the contract, the actual one by entitlements. */
export type Audience = 'internal' | 'organizer' | 'organization' | 'public';

/** A fact says that something happened; a state says how an entity is now. */
export type ContractKind = 'fact' | 'state';

/** One kind of event: its names, its JSON Schema and who may see it. */
export interface Contract<T extends TObject = TObject> {
  readonly kind: ContractKind;
  /** `assessment.project.evaluated.v1` for a fact, `programs.cohort.v1` for a state. */
  readonly name: string;
  /** CloudEvents `type`: `tulga.` and the name. */
  readonly type: string;
  /** NATS subject: `evt.` or `state.` and the name. */
  readonly subject: string;
  /** The owning service. */
  readonly service: string;
  /** What its sequence counts: `assessment.project` of a fact, `programs.cohort` of a state. */
  readonly aggregate: string;
  readonly audience: Audience;
  /** JSON Schema of `data`. */
  readonly data: T;
}

export type DataOf<C> = C extends Contract<infer T> ? Static<T> : never;

/** The CloudEvents 1.0 envelope (structured JSON): the same bytes on the broker and in a webhook body. */
export interface EventEnvelope<D = unknown> {
  specversion: '1.0';
  /** UUID v7; also the broker's message id. */
  id: string;
  /** `/services/<service>`. */
  source: string;
  type: string;
  /** Id of the aggregate (fact) or the entity (state). */
  subject: string;
  /** Business time, RFC 3339 in UTC. */
  time: string;
  datacontenttype: 'application/json';
  /** Fact: 1, 2, 3 … of its aggregate. State: version of the row. */
  sequence: number;
  /** Raised when the owner's database is restored from a backup. */
  epoch: number;
  /** Home of the matter: the nominating organization of a participant, the organizer of a program, cohort or panel. */
  organizationid: string;
  correlationid: string;
  /** Id of the event that caused this one. */
  causationid?: string;
  /** W3C Trace Context. */
  traceparent?: string;
  /** Real time of recording, whatever the platform clock says. */
  recordedtime: string;
  data: D;
}

export type EventOf<C> = EventEnvelope<DataOf<C>>;

/** What a rule returns: a fact that the unit of work has not yet put into its envelope. */
export interface NewEvent<C extends Contract = Contract> {
  readonly contract: C;
  readonly aggregateId: string;
  readonly organizationId: string;
  readonly data: DataOf<C>;
}

/** The part of an aggregate that an event needs: its id and the organization it is at home in. */
export interface EventSubject {
  readonly id: string;
  readonly organizationId: string;
}

const FACT_NAME = /^([a-z][a-z0-9-]*)\.([a-z-]+)\.([a-z-]+)\.v([1-9]\d*)$/;
const STATE_NAME = /^([a-z][a-z0-9-]*)\.([a-z-]+)\.v([1-9]\d*)$/;

/** Declares a fact: `<service>.<aggregate>.<past participle>.v<N>`. */
export function defineFact<P extends TProperties>(
  name: string,
  options: { audience: Audience },
  properties: P,
): Contract<TObject<P>> {
  const [, service, aggregate] = FACT_NAME.exec(name) ?? refuse(name);
  return contract('fact', name, service, aggregate, options.audience, Type.Object(properties));
}

/** Declares a state: `<service>.<entity>.v<N>`. Published whole; `deleted` marks a tombstone. */
export function defineState<P extends TProperties>(
  name: string,
  options: { audience: Audience },
  properties: P,
): Contract<TObject<P>> {
  const [, service, entity] = STATE_NAME.exec(name) ?? refuse(name);
  return contract('state', name, service, entity, options.audience, Type.Object(properties));
}

/** Puts a fact of `subject` together. Sequence, times and trace are added when it is recorded. */
export function newEvent<C extends Contract>(contract: C, subject: EventSubject, data: DataOf<C>): NewEvent<C> {
  return { contract, aggregateId: subject.id, organizationId: subject.organizationId, data };
}

function contract<T extends TObject>(
  kind: ContractKind,
  name: string,
  service: string,
  aggregate: string,
  audience: Audience,
  data: T,
): Contract<T> {
  const prefix = kind === 'fact' ? 'evt' : 'state';
  return {
    kind,
    name,
    type: `tulga.${name}`,
    subject: `${prefix}.${name}`,
    service,
    aggregate: `${service}.${aggregate}`,
    audience,
    data,
  };
}

function refuse(name: string): never {
  throw new Error(`"${name}" is not an event name: see libs/contracts/README.md`);
}
