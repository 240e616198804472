import { LinkedSurvey } from '@rapport/contracts';
import type { FastifyInstance } from 'fastify';
import { Compile } from 'typebox/compile';
import type { Upstreams } from '../proxy/upstreams.ts';
import { readAnswer, type Answer } from './answer.ts';
import { readLink, sendAnswer } from './link-client.ts';
import { linkRoutes } from './link-routes.ts';
import { formPage } from './page.ts';

const linked = Compile(LinkedSurvey);

/** `/s/<token>`: the survey of an invitation, for whoever has its link. */
export function surveyRoutes(instance: FastifyInstance, { upstreams }: { readonly upstreams: Upstreams }): void {
  const pathOf = (token: string): string => `/v1/survey-links/${token}`;
  linkRoutes<LinkedSurvey, Answer>(instance, {
    prefix: '/s',
    read: token =>
      readLink(upstreams.get('interactions'), pathOf(token), (body): body is LinkedSurvey => linked.Check(body)),
    html: ({ form }, showing) => formPage({ form, ...showing }),
    answerIn: ({ form }, fields) => readAnswer(form, fields),
    send: (token, answer) => sendAnswer(upstreams.get('interactions'), pathOf(token), answer),
  });
}
