import { dayNumber, midnightOf, WallClock } from '../formats/wall-clock.js';
import { SeriesRuleNotSupported } from './session-series.errors.js';

/** Every so many weeks on these weekdays, for ever, or up to a number or a time. */
export interface SeriesRule {
  /** In the order of the week, Monday is 0. */
  weekdays: readonly number[];
  interval: number;
  count: number | null;
  /** A calendar day of the series' zone, or an instant; what begins on it or at it still belongs to the series. */
  until: { day: string } | { instant: Date } | null;
}

/** When the first one begins, how long each takes, and by which clocks the others begin. */
export interface SeriesStart {
  startsAt: Date;
  minutes: number;
  timeZone: string;
}

/** One meeting of a series, numbered from 1. */
export interface Occurrence {
  number: number;
  startsAt: Date;
  endsAt: Date;
}

/** Calendar days of the series' zone, both included. */
export interface SeriesWindow {
  from?: string;
  until?: string;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const PARTS = ['FREQ', 'BYDAY', 'INTERVAL', 'COUNT', 'UNTIL'];
const UNTIL = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/;

/** Reads the part of RFC 5545 that sessions are repeated by: `FREQ=WEEKLY` with `BYDAY`, `INTERVAL`, `COUNT` or `UNTIL`. */
export function parseRule(text: string): SeriesRule {
  const parts = partsOf(text.toUpperCase());
  if (parts.get('FREQ') !== 'WEEKLY') throw refusal(parts, 'FREQ');
  if (parts.has('COUNT') && parts.has('UNTIL')) throw refusal(parts, 'COUNT');
  return {
    weekdays: weekdaysOf(parts),
    interval: numberOf(parts, 'INTERVAL', 99) ?? 1,
    count: numberOf(parts, 'COUNT', 9999),
    until: untilOf(parts),
  };
}

/** The weekday of a reading of a wall clock, Monday is 0: the first day of 1970 was a Thursday. */
export function weekdayOf(reading: number): number {
  return (((dayNumber(reading) + 3) % 7) + 7) % 7;
}

/**
 * The meetings of a series in a window, in their order. Each begins at the same time on the wall as the first one, also when
 * the clocks were changed in between. The first one has to be on a weekday of the rule.
 */
export function* occurrencesOf(rule: SeriesRule, start: SeriesStart, window: SeriesWindow = {}): Generator<Occurrence> {
  const clock = new WallClock(start.timeZone);
  const first = clock.read(start.startsAt);
  const timeOfDay = first - midnightOf(dayNumber(first));
  const last = window.until === undefined ? Infinity : dayNumber(window.until);

  for (let number = firstNumber(rule, first, window.from); number <= (rule.count ?? Infinity); number++) {
    const day = dayOf(rule, first, number);
    // Where clocks are turned back, the first one may be the second of two that the wall shows alike.
    const startsAt = number === 1 ? start.startsAt : clock.instantOf(midnightOf(day) + timeOfDay);
    if (day > last || isOver(rule, day, startsAt)) return;
    yield { number, startsAt, endsAt: new Date(startsAt.getTime() + start.minutes * 60_000) };
  }
}

/** The day of a meeting, counted and not searched: a series may have run for decades. */
function dayOf({ weekdays, interval }: SeriesRule, first: number, number: number): number {
  const monday = dayNumber(first) - weekdayOf(first);
  const position = number - 1 + weekdays.indexOf(weekdayOf(first));
  const week = Math.floor(position / weekdays.length);
  return monday + week * interval * 7 + weekdays[position % weekdays.length];
}

/** The number of the first meeting on `from` or later. */
function firstNumber(rule: SeriesRule, first: number, from: string | undefined): number {
  if (from === undefined) return 1;
  const rounds = Math.floor((dayNumber(from) - dayNumber(first)) / (rule.interval * 7));
  let number = Math.max(1, (rounds - 1) * rule.weekdays.length + 1);
  while (dayOf(rule, first, number) < dayNumber(from)) number++;
  return number;
}

function isOver({ until }: SeriesRule, day: number, startsAt: Date): boolean {
  if (!until) return false;
  return 'day' in until ? day > dayNumber(until.day) : startsAt > until.instant;
}

type Parts = ReadonlyMap<string, string>;

function partsOf(text: string): Parts {
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name, value, ...more] = part.split('=');
    const known = PARTS.includes(name) && value !== undefined && more.length === 0;
    if (!known || parts.has(name)) throw new SeriesRuleNotSupported(part);
    parts.set(name, value);
  }
  return parts;
}

function weekdaysOf(parts: Parts): number[] {
  const named = new Set((parts.get('BYDAY') ?? '').split(',').map((name) => WEEKDAYS.indexOf(name)));
  if (named.has(-1)) throw refusal(parts, 'BYDAY');
  return [...named].sort((one, other) => one - other);
}

function numberOf(parts: Parts, name: string, most: number): number | null {
  const value = parts.get(name);
  if (value === undefined) return null;
  if (!/^[1-9]\d{0,3}$/.test(value) || Number(value) > most) throw refusal(parts, name);
  return Number(value);
}

function untilOf(parts: Parts): SeriesRule['until'] {
  const value = parts.get('UNTIL');
  if (value === undefined) return null;
  const [, year, month, dayOfMonth, ...time] = UNTIL.exec(value) ?? [];
  const day = `${year}-${month}-${dayOfMonth}`;
  const instant = new Date(time[0] === undefined ? day : `${day}T${time.join(':')}Z`);
  // What is written back differently, such as the 30th of February or hour 24, does not exist.
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(day)) throw refusal(parts, 'UNTIL');
  return time[0] === undefined ? { day } : { instant };
}

function refusal(parts: Parts, name: string): SeriesRuleNotSupported {
  return new SeriesRuleNotSupported(parts.has(name) ? `${name}=${parts.get(name)}` : name);
}
