import { trace } from '@app/messaging';
import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import { requestContext } from './request-context.js';

const SECRETS = ['authorization', 'password', 'token', 'cookie'];

/** Chatter of the framework at start; it says nothing in production. */
const STARTUP_CONTEXTS = new Set([
  ...['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication', 'NestMicroservice'],
]);

/** One JSON line per entry: service, traceId, level. No personal data is ever passed to it, and secrets are removed. */
export class JsonLogger implements LoggerService {
  readonly pino: Logger;

  constructor(service: string, level: string) {
    this.pino = pino({
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ traceId: currentTraceId() }),
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
    });
  }

  log(message: unknown, ...rest: unknown[]): void {
    const { context } = split(rest);
    this.write(context && STARTUP_CONTEXTS.has(context) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    const { context, stack } = split(rest);
    const error = message instanceof Error ? message : rest.find((item) => item instanceof Error);
    const text = message instanceof Error ? message.message : message;
    const fields = { context, stack: stack ?? (error as Error | undefined)?.stack };
    if (typeof text === 'string') this.pino[level](fields, text);
    else this.pino[level]({ ...fields, details: text });
  }
}

/** Nest passes the context last, and a stack before it. */
function split(rest: unknown[]): { context?: string; stack?: string } {
  const texts = rest.filter((item): item is string => typeof item === 'string');
  const stack = texts.find((text) => text.includes('\n    at '));
  return { context: texts.filter((text) => text !== stack).at(-1), stack };
}

function currentTraceId(): string | undefined {
  return requestContext.current()?.traceId ?? trace.current()?.traceparent?.split('-')[1];
}
