import type { OwnerRead } from './owner-reads.ts';
import { duration } from './text-table.ts';

/** What a service says about its messages. */
export interface Figures {
  outbox: number;
  outboxOldestMs: number;
  parked: number;
  deadLetters: number;
  /** -1: the broker does not tell. */
  pending: number;
  /** -1: the broker does not tell. */
  redelivered: number;
  doubles: number;
  caughtUpAt: string | null;
}

/** A service as operators see it. Without figures it does not answer them. */
export interface ServiceHealth {
  name: string;
  lacks: string[] | null;
  figures: Figures | null;
  reads: OwnerRead[];
  error: string | null;
}

/** Something that is wrong with a service; the worst has the lowest rank. */
export interface Finding {
  rank: number;
  text: string;
}

/** From when on something is wrong: as the alarms have it. A service does not tell how long it has been so. */
export const limits = { outboxMs: 30_000, rightsMs: 60_000, pending: 1000, redelivered: 0, parked: 0 } as const;
/** Owners that start later than who reads them are no trouble. */
const READ_MS = 60_000;

/** The findings of all services, the worst first. */
export function worstFirst(findings: Finding[]): string[] {
  return findings.toSorted((one, other) => one.rank - other.rank).map(({ text }) => text);
}

/** What is wrong with a service, each with what to do about it. */
export function findingsOf(health: ServiceHealth, nowMs: number): Finding[] {
  const { figures } = health;
  const ranked = [
    figures ? when(figures.doubles > 0, `${counted(figures.doubles, 'fact')} applied twice: a defect, report it`) : [],
    ofProcess(health),
    figures ? ofRights(figures, nowMs) : [],
    figures ? ofOutbox(figures) : [],
    figures ? ofDeadLetters(health.name, figures) : [],
    figures ? ofConsumer(health, figures) : [],
    figures ? ofReads(health.reads, nowMs) : [],
  ];
  return ranked.flatMap((texts, rank) => texts.map((text) => ({ rank, text: `${health.name}: ${text}` })));
}

function ofProcess({ lacks, error }: ServiceHealth): string[] {
  const missing = lacks ?? [];
  return [...when(error !== null, error ?? ''), ...when(missing.length > 0, `not ready, lacks ${missing.join(', ')}`)];
}

function ofRights({ caughtUpAt }: Figures, nowMs: number): string[] {
  return when(
    caughtUpAt !== null && nowMs - Date.parse(caughtUpAt) > limits.rightsMs,
    `does not know whether rights are up to date since ${caughtUpAt}: privileged commands are refused`,
  );
}

function ofOutbox({ outbox, outboxOldestMs }: Figures): string[] {
  const text = `${counted(outbox, 'event')} unpublished, the oldest for ${duration(outboxOldestMs)}`;
  return when(outboxOldestMs > limits.outboxMs, text);
}

function ofDeadLetters(name: string, { deadLetters }: Figures): string[] {
  return when(deadLetters > 0, `${counted(deadLetters, 'dead letter')}: npm run ops -- dead-letters ${name}`);
}

function ofConsumer({ name, lacks }: ServiceHealth, { pending, redelivered, parked, deadLetters }: Figures): string[] {
  const isBrokerAway = lacks?.includes('broker') ?? false;
  return [
    ...when(pending < 0 && !isBrokerAway, 'the broker does not tell how much is under way'),
    ...when(pending > limits.pending, `${counted(pending, 'event')} behind`),
    ...when(redelivered > limits.redelivered, `${counted(redelivered, 'event')} not settled yet, come again and again`),
    // Behind a dead letter they wait for that.
    ...when(
      parked > limits.parked && deadLetters === 0,
      `${counted(parked, 'event')} parked. If that lasts: npm run ops -- reconcile ${name}`,
    ),
  ];
}

function ofReads(reads: OwnerRead[], nowMs: number): string[] {
  return reads
    .filter(({ state, error, startedAt }) => state === 'open' && error && nowMs - Date.parse(startedAt) > READ_MS)
    .map((read) => `the ${read.kind} of ${read.name} does not get on: ${read.error}`);
}

function when(isWrong: boolean, text: string): string[] {
  return isWrong ? [text] : [];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
