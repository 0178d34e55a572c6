import type { RetryOptions } from '../src/ports.js';
import type { TroubleKind } from './trouble.js';

/** What a spec tells the process of a shop or a store. */
export interface ServiceMainOptions {
  name: 'shop' | 'store';
  databaseUrl: string;
  nats: { url: string; user: string; password: string };
  serviceUrls: Record<string, string>;
  retry: Partial<RetryOptions>;
  reconcileMs?: number;
  /** What the handlers do with certain orders, by their ids. */
  troubles: Record<string, TroubleKind>;
}

const variable = 'MESSAGING_TEST_SERVICE';

export function toEnvironment(options: ServiceMainOptions): Record<string, string> {
  return { [variable]: JSON.stringify(options) };
}

export function fromEnvironment(): ServiceMainOptions {
  return JSON.parse(process.env[variable]!) as ServiceMainOptions;
}
