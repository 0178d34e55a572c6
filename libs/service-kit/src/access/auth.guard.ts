import { type CanActivate, type ExecutionContext, Inject, Injectable, Optional } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { languageOf } from '../problems/language.js';
import type { Actor } from './actor.js';
import { Grants } from './grants.js';
import { ADMISSION, type Admission, type SignedInRequest } from './route-access.js';
import { tokenMissing, TokenVerifier } from './token-verifier.js';

const SERVICE_PREFIX = 'service-';

/** Signs every HTTP request in by its access token. Routes are for people and machines unless they say otherwise. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    // A process without a database knows no grants.
    @Optional() @Inject(Grants) private readonly grants: Grants | null,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const admission = this.reflector.getAllAndOverride<Admission>(ADMISSION, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (admission === 'public') return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const actor = await this.actorOf(request);
    if (actor.kind === 'service' && !admission) throw new Problem(403, 'services-not-admitted');
    if (actor.kind !== 'service' && admission === 'services') throw new Problem(403, 'services-only');
    request.actor = actor;
    return true;
  }

  private async actorOf(request: FastifyRequest): Promise<Actor> {
    const [, token] = /^Bearer +([^ ]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (!token) throw tokenMissing();
    const holder = await this.tokens.verify(token);
    if ('clientId' in holder && holder.clientId.startsWith(SERVICE_PREFIX)) {
      return { kind: 'service', name: holder.clientId.slice(SERVICE_PREFIX.length) };
    }
    const language = languageOf(request.headers['accept-language']);
    const grants = (await this.grants?.of(holder)) ?? [];
    if ('personId' in holder) return { kind: 'person', personId: holder.personId, grants, language };
    return { kind: 'client', clientId: holder.clientId, grants, language };
  }
}
