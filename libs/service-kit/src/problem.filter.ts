import { Catch, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf, type Failure } from './failure.ts';
import type { Logger } from './logger.ts';

export const LOGGER = Symbol('logger');

/** Answers every error as an RFC 9457 document. What is our own fault is logged, and told to nobody else. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { document, headers, unexpected } = failureOf(error);
    const traceId = request.trace?.traceId;
    const route = { method: request.method, route: request.routeOptions.url, status: document.status, traceId };
    if (unexpected) this.#logger.error({ ...route, err: error }, 'a request failed');
    else this.#logger.debug({ ...route, problem: document.type }, 'a request was refused');
    if (!reply.sent) send(request, reply, { document, headers });
  }
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { document, headers }: Pick<Failure, 'document' | 'headers'>,
): void {
  const traceId = request.trace?.traceId;
  void reply
    .status(document.status)
    .headers(headers)
    .header('content-type', 'application/problem+json')
    .send({ ...document, instance: request.url.split('?', 1)[0], ...(traceId === undefined ? {} : { traceId }) });
}

/** For what the router itself refuses, before there is a route to catch it. */
export const refuseAddress = (error: Error, request: FastifyRequest, reply: FastifyReply): void =>
  send(request, reply, failureOf(error));
