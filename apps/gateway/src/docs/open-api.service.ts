import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config.js';
import type { ServiceRoute } from '../services/service-route.js';
import { askAll, ServiceRoutes } from '../services/service-routes.js';
import type { JsonObject, OpenApiDocument } from './json-document.js';
import { mergedDocument } from './merged-document.js';

const VERSION = '1.0.0';
const KEPT_MS = 60_000;
const TIMEOUT_MS = 5000;

/** The OpenAPI document of the whole platform, put together from those of the services. */
@Injectable()
export class OpenApiService {
  private kept?: { document: Promise<OpenApiDocument>; until: number };

  constructor(
    private readonly services: ServiceRoutes,
    private readonly config: GatewayConfig,
  ) {}

  /** The document. It is kept for a minute, but not when a service is missing in it. */
  async read(): Promise<OpenApiDocument> {
    if (this.kept && this.kept.until > performance.now()) return this.kept.document;
    const kept = { document: this.collect(), until: performance.now() + KEPT_MS };
    this.kept = kept;
    const document = await kept.document;
    if ('x-unavailable' in document) kept.until = 0;
    return document;
  }

  private async collect(): Promise<OpenApiDocument> {
    const asked = [...this.services.all, ...this.gateway()];
    const answers = await askAll<JsonObject>(asked, '/openapi.json', { timeoutMs: TIMEOUT_MS });
    const parts = asked.flatMap((service) => {
      const document = answers.get(service.name);
      return document ? [{ ...service, document }] : [];
    });
    const missing = asked.map(({ name }) => name).filter((name) => !answers.get(name));
    return mergedDocument(parts, missing, VERSION);
  }

  /** The gateway's own interface, read like that of any other service. */
  private gateway(): ServiceRoute[] {
    const url = this.config.serviceUrls.gateway;
    return url ? [{ name: 'gateway', title: 'Platform', url, prefix: null, publicRoutes: ['/api/platform'] }] : [];
  }
}
