import type { Contract, DataOf } from '@app/contracts';
import type { Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The only way messaging opens a transaction: service-kit passes its unit of work as the service's own actor. */
export interface TransactionRunner {
  run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>;
}

/** Business time, which the demo may move. Leases, retries and ages use real time. */
export interface BusinessClock {
  now(): Date;
}

export const TRANSACTION_RUNNER = Symbol('TRANSACTION_RUNNER');
export const BUSINESS_CLOCK = Symbol('BUSINESS_CLOCK');
export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');
export const STATE_SOURCES = Symbol('STATE_SOURCES');

/** An entity as it is now, ready to be published. */
export interface StateRow<C extends Contract = Contract> {
  id: string;
  version: number;
  organizationId: string;
  data: DataOf<C>;
}

/** Reads the rows behind one published state. The relay and the owner's snapshot for new replicas both ask it. */
export abstract class StateSource<C extends Contract = Contract> {
  abstract readonly contract: C;

  /** The rows of these ids. An id that is not among them is published as deleted. */
  abstract load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<C>[]>;

  /** Up to `limit` rows in the order of their ids, after `afterId`. */
  abstract page(tx: EntityManager, afterId: string | null, limit: number): Promise<StateRow<C>[]>;
}

/** How failed events are tried again. The defaults are for production; specs shorten them. */
export interface RetryOptions {
  /** First delay; it doubles with each attempt. */
  firstMs: number;
  maxMs: number;
  /** Attempts at an error of unknown kind before the event becomes a dead letter. */
  attempts: number;
  /** A gap in an aggregate's facts that is older is filled from the owner. */
  gapMs: number;
  /** How long a fact may wait for a replica's row before it becomes a dead letter. */
  replicaMs: number;
  /** A relay that has given no sign of life for longer is stopped, hung or cut off, and another takes over. */
  silentMs: number;
}

export interface MessagingOptions {
  /** Name of the service: durable consumer, subjects and inbox prefix follow from it. */
  service: string;
  // Sources of different contracts share no common type: their data is in both directions.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  states: Type<StateSource<any>>[];
  nats: { url: string; user: string; password: string };
  /** Inside addresses of the services by name, for reading an owner's log. */
  serviceUrls: Record<string, string>;
  /** Access token for the `/internal` reads of other services. */
  internalToken(): Promise<string>;
  retry?: Partial<RetryOptions>;
  /** How often the broker's streams are compared with what was published. */
  reconcileMs?: number;
}

const defaults: RetryOptions = {
  firstMs: 200,
  maxMs: 30_000,
  attempts: 8,
  gapMs: 5000,
  replicaMs: 3_600_000,
  silentMs: 20_000,
};

/** The retry options with the defaults filled in. */
export function retryOptions(options: MessagingOptions): RetryOptions {
  return { ...defaults, ...options.retry };
}

/** A broker that loses messages is noticed after this time. */
export function reconcileMs({ reconcileMs = 10_000 }: MessagingOptions): number {
  return reconcileMs;
}
