import type { ProblemPointer } from '@app/contracts';
import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { Problem } from './problem.js';

/** A field that breaks a rule, before its message is put into the caller's language. */
export interface BrokenRule extends ProblemPointer {
  /** Limits of the rule, for the message. */
  params: Record<string, string | number>;
  /** Where the pointer leads when not into the body. */
  in?: 'query' | 'path';
}

/** The data of a request breaks rules of its fields: all of them are named at once. */
export class ValidationFailed extends Problem {
  constructor(readonly rules: readonly BrokenRule[]) {
    super(400, 'validation-failed');
  }
}

/** Checks bodies and parameters against their classes; what the class does not know is refused. */
@Injectable()
export class StrictValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      validationError: { target: true, value: false },
      exceptionFactory: (errors) => new ValidationFailed(errors.flatMap((error) => brokenRules(error, ''))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    if (metadata.type === 'body') requireJson(value, metadata.metatype);
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof ValidationFailed) || metadata.type === 'body') throw error;
      const place = metadata.type === 'query' ? 'query' : 'path';
      throw new ValidationFailed(error.rules.map((rule) => inParameters(rule, place)));
    }
  }
}

const PLAIN_TYPES: unknown[] = [undefined, Object, Array, String, Number, Boolean, Buffer];

/** PostgreSQL stores no U+0000, wherever in the body it hides. */
function requireJson(body: unknown, wanted: unknown): void {
  if (Buffer.isBuffer(body)) throw new Problem(415, 'content-type-unsupported');
  const isObject = typeof body === 'object' && !Array.isArray(body);
  if (body !== undefined && !isObject && !PLAIN_TYPES.includes(wanted)) {
    throw new ValidationFailed([{ pointer: '', code: 'is-object', params: {} }]);
  }
  const place = findNul(body, '');
  if (place === null) return;
  throw new ValidationFailed([{ pointer: place, code: 'no-control-characters', params: {} }]);
}

function findNul(value: unknown, pointer: string): string | null {
  if (typeof value === 'string') return value.includes('\u0000') ? pointer : null;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = findNul(inner, `${pointer}/${escaped(key)}`);
    if (found !== null) return found;
  }
  return null;
}

function brokenRules(error: ValidationError, parent: string): BrokenRule[] {
  const pointer = pointerTo(error, parent);
  const own = Object.keys(error.constraints ?? {}).map((name) => ({
    pointer,
    code: SPOKEN[name] ?? kebabCase(name),
    params: limitsOf(error, name),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => brokenRules(child, pointer))];
}

/** Rules that class-validator breaks by itself, in our words. */
const SPOKEN: Record<string, string> = {
  whitelistValidation: 'unknown-field',
  nestedValidation: 'is-object',
  unknownValue: 'is-object',
};

/** A body that is no object at all has no property to point to. */
function pointerTo(error: ValidationError, parent: string): string {
  if (!error.target && parent === '') return '';
  return `${parent}/${escaped(error.property)}`;
}

/** class-validator tells a broken rule's limits only inside an English sentence; its register has them. */
function limitsOf(error: ValidationError, name: string): Record<string, string | number> {
  if (!error.target) return {};
  const rules = getMetadataStorage().getTargetValidationMetadatas(error.target.constructor, '', false, false);
  const rule = rules.find((known) => known.propertyName === error.property && known.name === name);
  const [first, second] = (rule?.constraints ?? []) as unknown[];
  const limits = Object.entries({ first, second }).filter(([, limit]) => limit !== undefined);
  return Object.fromEntries(limits.map(([key, limit]) => [key, typeof limit === 'number' ? limit : String(limit)]));
}

function inParameters(rule: BrokenRule, place: 'query' | 'path'): BrokenRule {
  return { ...rule, code: rule.code === 'unknown-field' ? 'unknown-parameter' : rule.code, in: place };
}

function kebabCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** RFC 6901. */
function escaped(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
