import { Clock, ServiceConfig } from '@app/service-kit';
import { Injectable } from '@nestjs/common';
import type { Certificate } from '../certificates/certificate.js';
import { verifyCredential, type CredentialCheck } from '../credentials/data-integrity.js';
import { IssuersService } from '../issuers/issuers.service.js';
import { StatusListsService } from '../status-lists/status-lists.service.js';

const KEPT = 1000;
const KEPT_MS = 5000;

interface Kept {
  check: Promise<CredentialCheck>;
  until: number;
}

/**
 * Checks stored credentials as a stranger would, with what we publish. A check costs some ten milliseconds, so its
 * outcome is kept for a moment; a document that is revoked meanwhile is another one.
 */
@Injectable()
export class CredentialChecksService {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly issuers: IssuersService,
    private readonly lists: StatusListsService,
    private readonly clock: Clock,
    private readonly config: ServiceConfig,
  ) {}

  async check(certificate: Certificate): Promise<CredentialCheck> {
    const key = `${certificate.id} ${certificate.status}`;
    const now = this.clock.real();
    const known = this.kept.get(key);
    if (known && known.until > now.getTime()) return known.check;
    const { publicOrigin } = this.config;
    const check = verifyCredential(certificate.credential, (address) => this.resolve(address), now, publicOrigin);
    this.keep(key, { check, until: now.getTime() + KEPT_MS });
    return check;
  }

  private keep(key: string, kept: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest) this.kept.delete(oldest);
    kept.check.catch(() => this.kept.delete(key));
  }

  private async resolve(address: string): Promise<unknown> {
    if (address.startsWith('did:')) return this.issuers.documentOf(address);
    const [, id] = address.split(`${this.config.publicOrigin}/status-lists/`);
    return id && (await this.lists.find(id))?.signed;
  }
}
