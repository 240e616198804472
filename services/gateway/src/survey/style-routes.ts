import { LinkedStyle } from '@rapport/contracts';
import type { FastifyInstance } from 'fastify';
import { Compile } from 'typebox/compile';
import type { Upstreams } from '../proxy/upstreams.ts';
import { chosenIn, stylePage, type Chosen } from './style-page.ts';
import { readLink, sendAnswer } from './link-client.ts';
import { linkRoutes } from './link-routes.ts';

const linked = Compile(LinkedStyle);

/** `/q/<token>`: the questionnaire on how a customer likes to be spoken to, for whoever has its link. */
export function styleRoutes(instance: FastifyInstance, { upstreams }: { readonly upstreams: Upstreams }): void {
  const pathOf = (token: string): string => `/v1/style-links/${token}`;
  linkRoutes<LinkedStyle, Chosen>(instance, {
    prefix: '/q',
    read: token => readLink(upstreams.get('profile'), pathOf(token), (body): body is LinkedStyle => linked.Check(body)),
    html: stylePage,
    answerIn: chosenIn,
    send: (token, answer) => sendAnswer(upstreams.get('profile'), pathOf(token), answer),
  });
}
