import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config.js';
import { readServiceRoutes, type ServiceRoute } from './service-route.js';

/** The services behind this gateway. */
@Injectable()
export class ServiceRoutes {
  readonly all: readonly ServiceRoute[];

  constructor(config: GatewayConfig) {
    this.all = readServiceRoutes(config.manifestsDir, config.serviceUrls);
  }

  /** Asks every service the same; what one of them answers wrongly or not at all is null. */
  ask<T>(path: string, options: AskOptions): Promise<Map<string, T | null>> {
    return askAll<T>(this.all, path, options);
  }
}

export interface AskOptions {
  headers?: Record<string, string>;
  timeoutMs: number;
}

/** Asks these services the same at once. */
export async function askAll<T>(
  services: readonly ServiceRoute[],
  path: string,
  options: AskOptions,
): Promise<Map<string, T | null>> {
  const answers = services.map(async ({ name, url }) => [name, await askOne<T>(`${url}${path}`, options)] as const);
  return new Map(await Promise.all(answers));
}

async function askOne<T>(url: string, { headers, timeoutMs }: AskOptions): Promise<T | null> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok) return (await response.json()) as T;
    await response.body?.cancel();
    return null;
  } catch {
    return null;
  }
}
