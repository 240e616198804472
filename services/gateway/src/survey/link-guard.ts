import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { policy } from './style.ts';

export interface Address {
  Params: { token: string };
  Querystring: { lang?: unknown; thanks?: unknown };
}

export interface LinkGuard {
  readonly admits: (request: FastifyRequest<Address>, now: number) => boolean;
  readonly say: (request: FastifyRequest<Address>, reply: FastifyReply, notice: 'busy' | 'unknown') => FastifyReply;
}

/** Of one address in a minute: many people may share one. */
export const PER_ADDRESS = 300;
const TOKEN = /^[A-Za-z0-9_-]{20,100}$/;

/** What comes before every page that whoever has its link may open. */
export function guardLinks(scope: FastifyInstance, { admits, say }: LinkGuard): void {
  scope.addHook<Address>('onRequest', async (request, reply) => {
    void reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-store', vary: 'accept-language' });
    if (!admits(request, performance.now())) return say(request, reply.header('retry-after', '60'), 'busy');
    return TOKEN.test(request.params.token) ? undefined : say(request, reply, 'unknown');
  });
}

export const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply => {
  if (status === 503) void reply.header('retry-after', '5');
  return reply.status(status).type('text/html; charset=utf-8').send(page);
};
