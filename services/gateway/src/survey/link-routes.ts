import type { Language } from '@rapport/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { languageFor } from './language.ts';
import type { Faults, Fields } from './fields.ts';
import type { Sent } from './link-client.ts';
import { guardLinks, PER_ADDRESS, sendPage, type Address } from './link-guard.ts';
import { noticePage, type Notice } from './page.ts';
import { Throttle } from './throttle.ts';

/** What every link leads to, whatever is asked. */
interface Linked {
  readonly state: 'open' | 'answered' | 'expired';
  readonly language?: Language | undefined;
}

/** A form as it is shown: where it is, and what was filled in and is wrong where it comes back. */
export interface Showing {
  readonly language: Language;
  readonly path: string;
  readonly fields?: Fields;
  readonly faults?: Faults;
}

/** A page that whoever has its link fills in, once. */
export interface LinkedPage<Of extends Linked, Answer> {
  /** Before the token, such as `/s`. */
  readonly prefix: string;
  read(token: string): Promise<Of | 'unknown' | 'away'>;
  html(linked: Of, showing: Showing): string;
  answerIn(linked: Of, fields: Fields): { readonly answer: Answer } | { readonly faults: Faults };
  send(token: string, answer: Answer): Promise<Sent>;
}

const BODY_LIMIT = 64 * 1024;
/** Of one link in a minute. */
const PER_LINK = 30;
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

/** Serves such a page. Knows no cookies and no sign-in, and loads nothing. */
export function linkRoutes<Of extends Linked, Answer>(instance: FastifyInstance, page: LinkedPage<Of, Answer>): void {
  const [links, addresses] = [new Throttle(PER_LINK), new Throttle(PER_ADDRESS)];
  const pathOf = ({ params }: FastifyRequest<Address>): string => `${page.prefix}/${encodeURIComponent(params.token)}`;
  const say = (
    request: FastifyRequest<Address>,
    reply: FastifyReply,
    notice: Notice,
    invited?: Language,
  ): FastifyReply => sendPage(reply, STATUS[notice], noticePage(notice, languageOf(request, invited), pathOf(request)));
  const shown = (request: FastifyRequest<Address>, { language }: Of): Showing => ({
    language: languageOf(request, language),
    path: pathOf(request),
  });

  async function answer(request: FastifyRequest<Address>, reply: FastifyReply): Promise<FastifyReply> {
    // The link is all the right there is, so that no other site can lend itself a visitor's; but neither shall it send in his name.
    if (request.headers['sec-fetch-site'] === 'cross-site') return say(request, reply, 'foreign');
    const { token } = request.params;
    const link = await page.read(token);
    if (typeof link === 'string') return say(request, reply, link);
    if (link.state === 'expired') return say(request, reply, 'expired', link.language);
    const showing = shown(request, link);
    if (link.state === 'answered') return sendPage(reply, 409, noticePage('answered', showing.language, showing.path));
    const fields = fieldsIn(request.body);
    const read = page.answerIn(link, fields);
    if ('faults' in read) return sendPage(reply, 422, page.html(link, { ...showing, fields, faults: read.faults }));
    const sent = await page.send(token, read.answer);
    if (sent === 'recorded') return reply.redirect(`${showing.path}?lang=${showing.language}&thanks=1`, 303);
    if (sent === 'answered') return sendPage(reply, 409, noticePage('answered', showing.language, showing.path));
    return say(request, reply, sent, link.language);
  }

  void instance.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser<string>(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (_request, body, parsed) => parsed(null, new Map(new URLSearchParams(body))),
    );
    scope.setErrorHandler((_error, request: FastifyRequest<Address>, reply) => say(request, reply, 'odd'));
    guardLinks(scope, {
      admits: ({ ip, params }, now) => addresses.admits(ip, now) && links.admits(params.token, now),
      say,
    });
    scope.get<Address>(`${page.prefix}/:token`, async (request, reply) => {
      const link = await page.read(request.params.token);
      if (typeof link === 'string') return say(request, reply, link);
      if (link.state === 'open') return sendPage(reply, 200, page.html(link, shown(request, link)));
      return say(request, reply, request.query.thanks === '1' ? 'thanks' : link.state, link.language);
    });
    scope.post<Address>(`${page.prefix}/:token`, answer);
    done();
  });
}

const fieldsIn = (body: unknown): Fields =>
  new Map(
    body instanceof Map ? [...body].filter((entry): entry is [string, string] => typeof entry[1] === 'string') : [],
  );

const languageOf = ({ query, headers }: FastifyRequest<Address>, invited: Language | undefined): Language =>
  languageFor(query.lang, invited, headers['accept-language']);
