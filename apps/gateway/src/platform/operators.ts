import { DomainError } from '@app/contracts';
import { Problem } from '@app/service-kit';
import { Injectable } from '@nestjs/common';
import { ServiceRoutes } from '../services/service-routes.js';

const TIMEOUT_MS = 5000;

interface Me {
  grants: { role: string; scope: string }[];
}

/** The caller may not run the platform. */
export class OperatorRightMissing extends DomainError {
  readonly code = 'right-missing';
  readonly kind = 'forbidden';

  constructor() {
    super('This takes a grant at the platform');
  }
}

/** Who may run the platform. The gateway keeps no grants, so it asks the service that owns them, with the caller's token. */
@Injectable()
export class Operators {
  constructor(private readonly services: ServiceRoutes) {}

  /** Lets holders of one of these roles at the platform pass. */
  async require(authorization: string | undefined, roles: readonly string[]): Promise<void> {
    const me = await this.ask(authorization ?? '');
    const isOne = me.grants.some(({ role, scope }) => scope === 'platform' && roles.includes(role));
    if (!isOne) throw new OperatorRightMissing();
  }

  private async ask(authorization: string): Promise<Me> {
    const directory = this.services.all.find(({ name }) => name === 'directory');
    const response = await fetch(`${directory?.url}/v1/me`, {
      headers: { authorization },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => null);
    if (response?.ok) return (await response.json()) as Me;
    await response?.body?.cancel();
    throw new Problem(503, 'service-unavailable', {
      params: { service: 'directory' },
      headers: { 'Retry-After': '1' },
    });
  }
}
