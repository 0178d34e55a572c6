import { DomainError } from '@app/contracts';
import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Problem } from './problems/problem.js';

const ETAG = /^(?:W\/)?"v(\d{1,15})"$/;

/** Handlers that read If-Match, as `Controller_method`: OpenAPI names the header there. */
export const routesWithIfMatch = new Set<string>();

/** The record has changed since the caller read it. */
export class VersionStale extends DomainError {
  readonly code = 'version-stale';
  readonly kind = 'stale';

  constructor(current: number) {
    super(`The version is ${current} now`, { current });
  }
}

/** ETag of a view: `"v7"`. */
export function etag(view: { version: number }): string {
  return `"v${view.version}"`;
}

/** Refuses a change of a version that is no longer the current one. */
export function matchVersion(current: number, stated: number): void {
  if (current !== stated) throw new VersionStale(current);
}

const readIfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) throw new Problem(428, 'if-match-missing');
  const [, version] = ETAG.exec(header) ?? [];
  if (!version) throw new Problem(400, 'if-match-malformed');
  return Number(version);
});

/** The version that the caller means to change, from the required If-Match header. */
export function IfMatch(): ParameterDecorator {
  return (target, property, index) => {
    routesWithIfMatch.add(`${target.constructor.name}_${String(property)}`);
    readIfMatch()(target, property, index);
  };
}

/** Gives every answer with a `version` its ETag, and says 304 to who has that version already. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((view: unknown) => {
        const version = (view as { version?: unknown } | null | undefined)?.version;
        if (typeof version !== 'number' || !Number.isInteger(version)) return view;
        const tag = etag({ version });
        reply.header('ETag', tag);
        if (request.method !== 'GET' || !isKnown(request.headers['if-none-match'], tag)) return view;
        reply.code(304);
        return undefined;
      }),
    );
  }
}

function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
}
