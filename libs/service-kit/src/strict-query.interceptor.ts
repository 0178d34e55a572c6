import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { ValidationFailed } from './problems/validation.pipe.js';

/** Refuses parameters on routes that take none; a route with parameters has a class that knows them. */
@Injectable()
export class StrictQueryInterceptor implements NestInterceptor {
  private readonly readers = new WeakMap<object, boolean>();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') this.check(context, context.switchToHttp().getRequest<FastifyRequest>());
    return next.handle();
  }

  private check(context: ExecutionContext, request: FastifyRequest): void {
    // Public pages outside the interface get whatever others append to a link.
    if (!request.routeOptions.url?.startsWith('/v1/') || this.readsQuery(context)) return;
    const unknown = Object.keys((request.query as object | undefined) ?? {});
    if (unknown.length === 0) return;
    throw new ValidationFailed(
      unknown.map((name) => ({ pointer: `/${name}`, code: 'unknown-parameter', params: {}, in: 'query' as const })),
    );
  }

  private readsQuery(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    const known = this.readers.get(handler);
    if (known !== undefined) return known;
    const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler.name) ?? {};
    const kinds = Object.keys(parameters).map((key) => Number(key.split(':')[0]));
    const reads = kinds.includes(RouteParamtypes.QUERY) || kinds.includes(RouteParamtypes.REQUEST);
    this.readers.set(handler, reads);
    return reads;
  }
}
