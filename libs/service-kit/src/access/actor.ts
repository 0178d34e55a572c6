import { DomainError } from '@app/contracts';
import type { Language } from '../problems/language.js';

/** An administrative right that is in force now: a role at a scope. */
export interface Grant {
  readonly id: string;
  readonly role: string;
  readonly scope: 'platform' | 'organization' | 'program';
  readonly scopeId: string | null;
}

/** A person who signed in. */
export interface PersonActor {
  readonly kind: 'person';
  readonly personId: string;
  readonly grants: readonly Grant[];
  readonly language: Language;
}

/** A machine of an integrating organization. */
export interface ClientActor {
  readonly kind: 'client';
  readonly clientId: string;
  readonly grants: readonly Grant[];
  readonly language: Language;
}

/** A service of the platform: this one in consumers and sweeps, another one in internal reads. */
export interface ServiceActor {
  readonly kind: 'service';
  readonly name: string;
}

export type Actor = PersonActor | ClientActor | ServiceActor;

/** Stable name of an actor for records: no personal data. */
export function actorKey(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.personId}`;
  return actor.kind === 'client' ? `client:${actor.clientId}` : `service:${actor.name}`;
}

/** The command belongs to people. */
export class PersonNeeded extends DomainError {
  readonly code = 'person-needed';
  readonly kind = 'forbidden';

  constructor() {
    super('Only a person who signed in may do this');
  }
}

/** The actor as a person; machines are refused. */
export function requirePerson(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new PersonNeeded();
  return actor;
}
