import { Injectable } from '@nestjs/common';
import { ServiceConfig } from './service.config.js';

const RENEW_BEFORE_MS = 60_000;
const TIMEOUT_MS = 5000;

/**
 * This service's own access token for the `/internal` reads of other services, renewed shortly before it expires: by the
 * time that has passed, since the calendar clock may jump.
 */
@Injectable()
export class InternalToken {
  private current?: { token: Promise<string>; expiresAt: number };

  constructor(private readonly config: ServiceConfig) {}

  async get(): Promise<string> {
    if (this.current && this.current.expiresAt > performance.now()) return this.current.token;
    // Callers that come meanwhile share the one request.
    const current = { token: this.request(), expiresAt: performance.now() + TIMEOUT_MS };
    this.current = current;
    try {
      return await current.token;
    } catch (error) {
      if (this.current === current) this.current = undefined;
      throw error;
    }
  }

  private async request(): Promise<string> {
    const { serviceName, serviceClientSecret, oidcJwksUrl, oidcTokenUrl } = this.config;
    const credentials = `service-${serviceName}:${encodeURIComponent(serviceClientSecret)}`;
    const response = await fetch(oidcTokenUrl ?? new URL('/oidc/token', oidcJwksUrl), {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`No token for service-${serviceName}: ${response.status}`);
    const { access_token: token, expires_in: seconds = 300 } = (await response.json()) as {
      access_token: string;
      expires_in?: number;
    };
    if (this.current) this.current.expiresAt = performance.now() + Math.max(seconds * 1000 - RENEW_BEFORE_MS, 1000);
    return token;
  }
}
