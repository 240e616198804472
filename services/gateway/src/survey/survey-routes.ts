import type { Language, LinkedSurvey } from '@rapport/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Upstreams } from '../proxy/upstreams.ts';
import { readAnswer } from './answer.ts';
import { languageFor } from './language.ts';
import { readLink, sendAnswer } from './link-client.ts';
import { formPage, noticePage, type Notice } from './page.ts';
import { policy } from './style.ts';
import { Throttle } from './throttle.ts';

interface Address {
  Params: { token: string };
  Querystring: { lang?: unknown; thanks?: unknown };
}

const BODY_LIMIT = 64 * 1024;
const TOKEN = /^[A-Za-z0-9_-]{20,100}$/;
/** Of one link and of one address in a minute: many people may share an address. */
const PER_LINK = 30;
const PER_ADDRESS = 300;
const STATUS: Readonly<Record<Notice, number>> = {
  thanks: 200,
  answered: 200,
  expired: 410,
  unknown: 404,
  away: 503,
  busy: 429,
  foreign: 403,
  odd: 400,
};

/** `/s/<token>`: the survey of an invitation, for whoever has its link. Knows no cookies and no sign-in, and loads nothing. */
export function surveyRoutes(instance: FastifyInstance, { upstreams }: { readonly upstreams: Upstreams }): void {
  const [links, addresses] = [new Throttle(PER_LINK), new Throttle(PER_ADDRESS)];
  void instance.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser<string>(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (_request, body, parsed) => parsed(null, new Map(new URLSearchParams(body))),
    );
    scope.setErrorHandler((_error, request: FastifyRequest<Address>, reply) => say(request, reply, 'odd'));
    scope.addHook<Address>('onRequest', async (request, reply) => {
      void reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-store', vary: 'accept-language' });
      const { token } = request.params;
      const now = performance.now();
      if (!addresses.admits(request.ip, now) || !links.admits(token, now)) {
        return say(request, reply.header('retry-after', '60'), 'busy');
      }
      return TOKEN.test(token) ? undefined : say(request, reply, 'unknown');
    });
    scope.get<Address>('/s/:token', async (request, reply) => {
      const link = await readLink(upstreams.get('interactions'), request.params.token);
      if (typeof link === 'string') return say(request, reply, link);
      if (link.state === 'open') return html(reply, 200, formPage(shown(request, link)));
      return say(request, reply, request.query.thanks === '1' ? 'thanks' : link.state, link.language);
    });
    scope.post<Address>('/s/:token', (request, reply) => answer(upstreams, request, reply));
    done();
  });
}

async function answer(
  upstreams: Upstreams,
  request: FastifyRequest<Address>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // The link is all the right there is, so that no other site can lend itself a visitor's; but neither shall it send in his name.
  if (request.headers['sec-fetch-site'] === 'cross-site') return say(request, reply, 'foreign');
  const { token } = request.params;
  const upstream = upstreams.get('interactions');
  const link = await readLink(upstream, token);
  if (typeof link === 'string') return say(request, reply, link);
  if (link.state === 'expired') return say(request, reply, 'expired', link.language);
  const page = shown(request, link);
  if (link.state === 'answered') return html(reply, 409, noticePage('answered', page.language, page.path));
  const fields = fieldsIn(request.body);
  const read = readAnswer(link.form, fields);
  if ('faults' in read) return html(reply, 422, formPage({ ...page, fields, faults: read.faults }));
  const sent = await sendAnswer(upstream, token, read.answer);
  if (sent === 'recorded') return reply.redirect(`${page.path}?lang=${page.language}&thanks=1`, 303);
  if (sent === 'answered') return html(reply, 409, noticePage('answered', page.language, page.path));
  return say(request, reply, sent, link.language);
}

const fieldsIn = (body: unknown): ReadonlyMap<string, string> =>
  new Map(
    body instanceof Map ? [...body].filter((entry): entry is [string, string] => typeof entry[1] === 'string') : [],
  );

const pathOf = ({ params }: FastifyRequest<Address>): string => `/s/${encodeURIComponent(params.token)}`;

function shown(request: FastifyRequest<Address>, { form, language }: LinkedSurvey) {
  return { form, language: languageOf(request, language), path: pathOf(request) };
}

const languageOf = ({ query, headers }: FastifyRequest<Address>, invited: Language | undefined): Language =>
  languageFor(query.lang, invited, headers['accept-language']);

function say(request: FastifyRequest<Address>, reply: FastifyReply, notice: Notice, invited?: Language): FastifyReply {
  if (notice === 'away') void reply.header('retry-after', '5');
  return html(reply, STATUS[notice], noticePage(notice, languageOf(request, invited), pathOf(request)));
}

const html = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.status(status).type('text/html; charset=utf-8').send(page);
