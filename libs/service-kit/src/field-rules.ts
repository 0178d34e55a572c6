import { registerDecorator, type ValidationOptions } from 'class-validator';
import { Iin } from './iin.js';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const LANGUAGES = ['kk', 'ru', 'en'];

/** A calendar day that exists: `2026-02-30` is refused. */
export const IsDay = rule('isDay', isDay);

/** An RFC 3339 instant with its offset, on a day that exists. */
export const IsInstant = rule('isInstant', (value) => {
  const [, day] = (typeof value === 'string' && INSTANT.exec(value)) || [];
  return isDay(day);
});

/** An IANA time zone, `Asia/Almaty`. */
export const IsTimeZone = rule('isTimeZone', (value) => typeof value === 'string' && isTimeZone(value));

/** Content in up to three languages, `{ kk?, ru?, en? }`, with at least one text; up to 10,000 characters each. */
export const IsLocalized = rule('isLocalized', (value) => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const texts = Object.entries(value);
  return texts.length > 0 && texts.every(([language, text]) => LANGUAGES.includes(language) && isText(text));
});

/** An individual identification number with a matching check digit. */
export const IsIin = rule('isIin', (value) => Iin.isValid(value));

function rule(name: string, isRight: (value: unknown) => boolean) {
  return (options?: ValidationOptions): PropertyDecorator =>
    (target, property) =>
      registerDecorator({
        name,
        target: target.constructor,
        propertyName: String(property),
        options: { message: `$property breaks ${name}`, ...options },
        validator: { validate: (value: unknown) => isRight(value) },
      });
}

function isDay(value: unknown): boolean {
  const [, year, month, day] = (typeof value === 'string' && DAY.exec(value)) || [];
  if (!year || Number(year) === 0) return false;
  // Day 0 of the next month is the last day of this one.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= lastDay;
}

function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 10_000;
}
