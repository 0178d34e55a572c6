import { createService } from '@app/service-kit';
import { TempBroker, testEnv, TestIdentity } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayService } from '../src/gateway.service-options.js';
import { FakeService } from './fake-service.js';

const manifests = [
  { name: 'programs', title: 'Programs', route: '/api/programs', publicRoutes: [] },
  {
    name: 'certification',
    title: 'Certification',
    route: '/api/certification',
    publicRoutes: ['/verify', '/.well-known/did.json'],
  },
  { name: 'directory', title: 'Directory', route: '/api/directory', publicRoutes: [] },
  { name: 'identity', title: 'Identity', route: null, publicRoutes: ['/oidc'] },
];

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: any;
}

/** The gateway, listening, with fake services behind it and a real broker. */
export class RunningGateway {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly services: Record<string, FakeService>,
    readonly broker: TempBroker,
    readonly identity: TestIdentity,
    private readonly folder: string,
  ) {}

  static async start(extra: Record<string, string> = {}): Promise<RunningGateway> {
    const [identity, broker] = await Promise.all([TestIdentity.start(), TempBroker.create([{ name: 'gateway' }])]);
    const folder = mkdtempSync(join(tmpdir(), 'tulga-gateway-'));
    const services: Record<string, FakeService> = {};
    for (const manifest of manifests) {
      services[manifest.name] = await FakeService.start();
      mkdirSync(join(folder, manifest.name));
      writeFileSync(join(folder, manifest.name, 'service.json'), JSON.stringify(manifest));
    }
    const serviceUrls = Object.fromEntries(Object.entries(services).map(([name, { url }]) => [name, url]));
    const env = testEnv({
      service: 'gateway',
      identity,
      broker,
      serviceUrls,
      extra: { MANIFESTS_DIR: folder, ...extra },
    });
    const app = await createService(gatewayService, env);
    await app.listen(0, '127.0.0.1');
    return new RunningGateway(app, await app.getUrl(), services, broker, identity, folder);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await Promise.all(Object.values(this.services).map((service) => service.stop()));
    await Promise.all([this.broker.stop(), this.identity.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Sends a path as it stands: `fetch` would tidy it up first. */
  raw(
    path: string,
    options: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<RawAnswer> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const sent = request(
        { hostname, port, path, method: options.method ?? 'GET', headers: options.headers },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const isJson = answer.headers['content-type']?.includes('json');
            resolve({ status: answer.statusCode!, headers: answer.headers, body: isJson ? JSON.parse(text) : text });
          });
        },
      );
      sent.on('error', reject);
      sent.end(options.body);
    });
  }
}
