import { UnsubscribeLink } from '@rapport/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Compile } from 'typebox/compile';
import type { Upstream, Upstreams } from '../proxy/upstreams.ts';
import { isLanguage, languageFor } from '../survey/language.ts';
import { policy } from '../survey/style.ts';
import { Throttle } from '../survey/throttle.ts';
import { askingPage, noticePage } from './unsubscribe-page.ts';
import type { Notice } from './words.ts';

interface Address {
  Params: { token: string };
  Querystring: { lang?: unknown };
}

const BODY_LIMIT = 4 * 1024;
const PATIENCE_MS = 10_000;
const TOKEN = /^[A-Za-z0-9_-]{20,100}$/;
const PER_ADDRESS = 300;
const STATUS: Readonly<Record<Notice, number>> = { done: 200, unknown: 404, away: 503, busy: 429 };
const linked = Compile(UnsubscribeLink);

/**
 * `/u/<token>`: no more messages of the purpose of one. A person gets a page with a button; a mail program that offers one click
 * (RFC 8058) posts here by itself, so whatever is posted counts. Reading alone ends nothing.
 */
export function unsubscribeRoutes(instance: FastifyInstance, { upstreams }: { readonly upstreams: Upstreams }): void {
  const addresses = new Throttle(PER_ADDRESS);
  void instance.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, _body, parsed) =>
      parsed(null),
    );
    scope.setErrorHandler((_error, request: FastifyRequest<Address>, reply) => say(request, reply, 'unknown'));
    scope.addHook<Address>('onRequest', async (request, reply) => {
      void reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-store', vary: 'accept-language' });
      if (!addresses.admits(request.ip, performance.now()))
        return say(request, reply.header('retry-after', '60'), 'busy');
      return TOKEN.test(request.params.token) ? undefined : say(request, reply, 'unknown');
    });
    scope.get<Address>('/u/:token', async (request, reply) => {
      const { status, body } = await ask(upstreams.get('interactions'), 'GET', request.params.token);
      if (status !== 200 || !linked.Check(body)) return say(request, reply, status === 404 ? 'unknown' : 'away');
      if (body.done) return say(request, reply, 'done');
      const language = languageOf(request, body.language);
      return reply.type('text/html; charset=utf-8').send(askingPage(body, language, pathOf(request)));
    });
    scope.post<Address>('/u/:token', async (request, reply) => {
      const { status } = await ask(upstreams.get('interactions'), 'POST', request.params.token);
      return say(request, reply, status === 200 ? 'done' : status === 404 ? 'unknown' : 'away');
    });
    done();
  });
}

async function ask(
  upstream: Upstream | undefined,
  method: 'GET' | 'POST',
  token: string,
): Promise<{ readonly status: number; readonly body?: unknown }> {
  if (upstream === undefined) return { status: 503 };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { statusCode, body } = await upstream.pool.request({
      method,
      path: `/v1/unsubscribe-links/${token}`,
      signal,
    });
    return { status: statusCode, body: await body.json() };
  } catch {
    return { status: 503 };
  }
}

const pathOf = ({ params }: FastifyRequest<Address>): string => `/u/${encodeURIComponent(params.token)}`;

const languageOf = ({ query, headers }: FastifyRequest<Address>, sentIn?: string) =>
  languageFor(query.lang, isLanguage(sentIn) ? sentIn : undefined, headers['accept-language']);

function say(request: FastifyRequest<Address>, reply: FastifyReply, notice: Notice): FastifyReply {
  if (notice === 'away') void reply.header('retry-after', '5');
  const page = noticePage(notice, languageOf(request), pathOf(request));
  return reply.status(STATUS[notice]).type('text/html; charset=utf-8').send(page);
}
