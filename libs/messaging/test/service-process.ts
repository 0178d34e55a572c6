import { join } from 'node:path';
import { TestProcess } from '@app/testing';
import type { DeadLetter, MessagingFigures } from '../src/index.js';
import type { Scraped } from './scrape.js';
import type { OrderBody } from './shop-commands.js';
import { toEnvironment, type ServiceMainOptions } from './service-main.config.js';

export interface ServiceProcessOptions extends ServiceMainOptions {
  /** `<name>:<nth>`: the process kills itself when it comes there for the nth time. */
  failPoint?: string;
  clockShiftMs?: number;
}

/** The shop or the store as a real process, spoken to over HTTP. */
export class ServiceProcess {
  private constructor(readonly process: TestProcess<{ url: string }>) {}

  static async start({ failPoint, clockShiftMs, ...options }: ServiceProcessOptions): Promise<ServiceProcess> {
    const env = { ...toEnvironment(options), ...(failPoint ? { FAILPOINT: failPoint } : {}) };
    const entry = join(import.meta.dirname, 'service-main.ts');
    return new ServiceProcess(await TestProcess.start<{ url: string }>({ entry, env, clockShiftMs }));
  }

  get url(): string {
    return this.process.ready.url;
  }

  /** Places orders of one id in one transaction; resolves when the shop says that it is committed. */
  async order(id: string, body: OrderBody = {}): Promise<void> {
    await this.send('POST', `/orders/${id}`, body);
  }

  async customer(id: string, name: string): Promise<void> {
    await this.send('PUT', `/customers/${id}`, { name });
  }

  async status(): Promise<MessagingFigures> {
    return (await this.send('GET', '/status')) as MessagingFigures;
  }

  async gauges(): Promise<Scraped> {
    return (await this.send('GET', '/gauges')) as Scraped;
  }

  async deadLetters(): Promise<DeadLetter[]> {
    return (await this.send('GET', '/dead-letters')) as DeadLetter[];
  }

  async redrive(deadLetterId: string): Promise<void> {
    await this.send('POST', `/dead-letters/${deadLetterId}/redrive`);
  }

  async discard(deadLetterId: string): Promise<void> {
    await this.send('POST', `/dead-letters/${deadLetterId}/discard`);
  }

  private async send(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(new URL(path, this.url), {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text && JSON.parse(text);
  }
}
