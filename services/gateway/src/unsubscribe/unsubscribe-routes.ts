import { UnsubscribeLink } from '@rapport/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Compile } from 'typebox/compile';
import type { Upstream, Upstreams } from '../proxy/upstreams.ts';
import { isLanguage, languageFor } from '../survey/language.ts';
import { ask as askService } from '../survey/link-client.ts';
import { guardLinks, PER_ADDRESS, sendPage, type Address } from '../survey/link-guard.ts';
import { Throttle } from '../survey/throttle.ts';
import { askingPage, noticePage } from './unsubscribe-page.ts';
import type { Notice } from './words.ts';

const BODY_LIMIT = 4 * 1024;
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
    guardLinks(scope, { admits: ({ ip }, now) => addresses.admits(ip, now), say });
    scope.get<Address>('/u/:token', async (request, reply) => {
      const { status, body } = await ask(upstreams.get('interactions'), 'GET', request.params.token);
      if (status !== 200 || !linked.Check(body)) return say(request, reply, status === 404 ? 'unknown' : 'away');
      if (body.done) return say(request, reply, 'done');
      const language = languageOf(request, body.language);
      return sendPage(reply, 200, askingPage(body, language, pathOf(request)));
    });
    scope.post<Address>('/u/:token', async (request, reply) => {
      const { status } = await ask(upstreams.get('interactions'), 'POST', request.params.token);
      return say(request, reply, status === 200 ? 'done' : status === 404 ? 'unknown' : 'away');
    });
    done();
  });
}

const ask = (upstream: Upstream | undefined, method: 'GET' | 'POST', token: string) =>
  askService(upstream, { method, path: `/v1/unsubscribe-links/${token}` });

const pathOf = ({ params }: FastifyRequest<Address>): string => `/u/${encodeURIComponent(params.token)}`;

const languageOf = ({ query, headers }: FastifyRequest<Address>, sentIn?: string) =>
  languageFor(query.lang, isLanguage(sentIn) ? sentIn : undefined, headers['accept-language']);

const say = (request: FastifyRequest<Address>, reply: FastifyReply, notice: Notice): FastifyReply =>
  sendPage(reply, STATUS[notice], noticePage(notice, languageOf(request), pathOf(request)));
