import { DomainError } from '@app/contracts';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError } from 'rxjs';
import { requestContext } from '../request-context.js';
import { type Language, languageOf } from './language.js';
import { Problem } from './problem.js';
import { problemOf } from './problem-of.js';
import { ProblemTexts } from './problem-texts.js';
import { ValidationFailed } from './validation.pipe.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Answers every error of HTTP as RFC 9457 problem details, in the caller's language. */
@Catch()
@Injectable()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(private readonly texts: ProblemTexts) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    // Consumers decide by the error itself what becomes of an event.
    if (host.getType() !== 'http') return throwError(() => error);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.answer(error, request, reply);
    return undefined;
  }

  /** Writes the problem as the answer; used by the router, too, for what never reaches a controller. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = problemOf(error) ?? new Problem(500, 'internal-error');
    if (problem.status >= 500) this.log(error, problem, request);
    if (reply.sent || reply.raw.headersSent) return;
    const language = languageOf(request.headers['accept-language']);
    reply
      .code(problem.status)
      .headers({ 'Content-Type': PROBLEM_TYPE, 'Content-Language': language, 'Cache-Control': 'no-store' })
      .headers({ ...problem.extras.headers })
      .send(JSON.stringify(this.body(error, problem, request, language)));
  }

  private body(error: unknown, problem: Problem, request: FastifyRequest, language: Language): object {
    const { params = {} } = problem.extras;
    const errors = this.errors(problem, language);
    return {
      type: `urn:tulga:problem:${problem.code}`,
      title: this.texts.title(problem.code, language, params),
      status: problem.status,
      // For developers, and in English: the title is for people.
      ...(error instanceof DomainError && error.message ? { detail: error.message } : {}),
      code: problem.code,
      ...(Object.keys(params).length > 0 ? { params } : {}),
      ...(errors.length > 0 ? { errors } : {}),
      traceId: requestContext.current()?.traceId,
      instance: request.url.split('?')[0],
    };
  }

  private errors(problem: Problem, language: Language): object[] {
    if (!(problem instanceof ValidationFailed)) return [...(problem.extras.errors ?? [])];
    return problem.rules.map(({ params, ...rule }) => ({
      ...rule,
      message: this.texts.rule(rule.code, language, params),
    }));
  }

  private log(error: unknown, problem: Problem, request: FastifyRequest): void {
    const route = `${request.method} ${request.routeOptions?.url ?? 'unknown route'}`;
    if (problem.code !== 'internal-error') this.logger.warn(`${route}: ${problem.code}`);
    else this.logger.error(`${route}: ${String(error)}`, error instanceof Error ? error.stack : undefined);
  }
}
