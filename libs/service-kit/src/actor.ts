import { createHash } from 'node:crypto';
import { createParamDecorator, Res, type ExecutionContext } from '@nestjs/common';
import type { CommandContext } from '@rapport/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { instant } from './instant.ts';
import { malformed, Problem } from './problem.ts';
import type { Principal } from './token.ts';

/** The request, for `commandContext`. */
export const Ctx = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<FastifyRequest>(),
);

/** Who is asking. */
export const Actor = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The reply, for `sent`; what the handler returns is still the body. */
export const Reply = (): ParameterDecorator => Res({ passthrough: true });

export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === undefined) throw new Problem('unauthenticated', 'Send a bearer token.');
  return request.principal;
}

export interface CommandFacts {
  readonly subject: string;
  readonly occurredAt?: string | undefined;
  readonly imported?: boolean | undefined;
  readonly expectedVersion?: number | undefined;
}

/** Who, when and about whom, as a command needs it: 400 or 422 for impossible times, 403 for an import by a person. */
export function commandContext(request: FastifyRequest, facts: CommandFacts): CommandContext {
  const principal = principalOf(request);
  if (facts.imported === true && !principal.roles.includes('service')) {
    throw new Problem('forbidden', 'Only the role service files imported history.');
  }
  return {
    subject: facts.subject,
    actor: principal.id,
    occurredAt: facts.occurredAt === undefined ? undefined : instant(facts.occurredAt, '/occurredAt'),
    imported: facts.imported,
    traceparent: request.trace?.traceparent,
    expectedVersion: facts.expectedVersion ?? ifMatch(request),
    key: idempotencyKey(request, principal),
  };
}

function idempotencyKey(request: FastifyRequest, principal: Principal): CommandContext['key'] {
  const value = request.headers['idempotency-key'];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(value)) {
    throw malformed('header', [{ pointer: '/Idempotency-Key', message: 'must be 1 to 200 visible ASCII characters' }]);
  }
  const what = `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`;
  return { value, caller: principal.id, bodyHash: createHash('sha256').update(what).digest('base64url') };
}

function ifMatch(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version !== undefined) return Number(version);
  throw malformed('header', [{ pointer: '/If-Match', message: 'must be the ETag of a version' }]);
}

/** Tells the sender where the stream now is: `Rapport-Sequence` for lists that must show it, `ETag` for its version. */
export function sent(reply: FastifyReply, result: { readonly token: string; readonly version: number }): void {
  void reply.header('rapport-sequence', result.token).header('etag', etag(result.version));
}

export const etag = (version: number): string => `"${version}"`;
