import type { AddressInfo } from 'node:net';
import type { LinkedSurvey, SurveyForm } from '@rapport/contracts';
import Fastify from 'fastify';

const text = (en: string, zh: string) => ({ en, zh });

export const csat: SurveyForm = {
  kind: 'csat',
  answeredBy: 'customer',
  title: text('How was it?', '怎么样？'),
  intro: text('One question.', '一个问题。'),
  low: text('Bad', '差'),
  high: text('Good', '好'),
  questions: [
    { item: 'satisfied', asks: 'score', text: text('Are you <b>satisfied</b>?', '您满意吗？') },
    {
      item: 'people',
      asks: 'rating',
      driverLevel: 'people',
      optional: true,
      text: text('I was well received', '接待好'),
    },
  ],
};
export const servqual: SurveyForm = {
  ...csat,
  kind: 'servqual',
  questions: [
    { item: 'prompt', asks: 'gap', group: 'responsiveness', text: text('Prompt', '及时') },
    { item: 'polite', asks: 'gap', group: 'assurance', text: text('Polite', '礼貌') },
  ],
};
export const wallet: SurveyForm = {
  ...csat,
  kind: 'wallet',
  questions: [
    { item: 'spend', asks: 'spend', optional: true, text: text('Spend', '花费') },
    { item: 'brands', asks: 'brands', text: text('Brands', '品牌') },
    { item: 'rank', asks: 'rank', text: text('Rank', '排名') },
  ],
};
export const recovery: SurveyForm = {
  ...csat,
  kind: 'recovery',
  questions: [
    { item: 'quick', asks: 'demand', group: 'quick', text: text('Quick?', '快吗？') },
    { item: 'heard', asks: 'demand', group: 'heard', text: text('Heard?', '倾听了吗？') },
  ],
};

/** A token in the form of ours; what it leads to is said by its first letter. */
export const token = (kind: 'open' | 'answered' | 'expired' | 'forged' | 'broken'): string => kind[0] + 'A'.repeat(70);

/** Stands for the service behind: answers by the kind of token, and keeps what it was sent. */
export async function startLinks(form: SurveyForm = csat) {
  const answers: unknown[] = [];
  const server = Fastify({ forceCloseConnections: true });
  const state = (of: string): LinkedSurvey['state'] | undefined =>
    answers.length > 0 && of.startsWith('o')
      ? 'answered'
      : (['open', 'answered', 'expired'] as const).find(each => each[0] === of[0]);
  server.get<{ Params: { token: string } }>('/v1/survey-links/:token', ({ params }, reply) => {
    if (params.token.startsWith('b')) return reply.code(500).send('no JSON');
    const found = state(params.token);
    if (found === undefined) return reply.code(404).send({ type: '/problems/not-found' });
    return reply.send({ state: found, questionnaire: { code: 'csat', version: 1 }, form });
  });
  server.post('/v1/survey-links/:token/answers', ({ body }, reply) => {
    answers.push(body);
    return reply.code(201).send({ feedbackId: 'x' });
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const address = server.server.address();
  return { url: `http://127.0.0.1:${isAddress(address) ? address.port : 0}`, answers, close: () => server.close() };
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;
