import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { tokenMissing } from './token-verifier.js';
import type { Actor } from './actor.js';

/** Where the guard leaves the actor for `@CurrentActor()`. */
export interface SignedInRequest extends FastifyRequest {
  actor?: Actor;
}

/** Who gets in: anybody, services beside people and machines, or services only. */
export type Admission = 'public' | 'services-too' | 'services';
export const ADMISSION = 'tulga:admission';

/** The route needs no sign-in. */
export const Public = () => SetMetadata(ADMISSION, 'public' satisfies Admission);

/** The route also serves other services of the platform; they act with every right. */
export const ForServicesToo = () => SetMetadata(ADMISSION, 'services-too' satisfies Admission);

/** The route serves other services of the platform and nobody else: `/internal/…`. */
export const Internal = () => SetMetadata(ADMISSION, 'services' satisfies Admission);

/** The signed-in actor of the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!actor) throw tokenMissing();
  return actor;
});
