import { expect, it } from '@jest/globals';
import { sealedLinks } from '@rapport/service-kit';
import { randomUUID } from 'node:crypto';
import { styleLinks } from './style-links.ts';

it('the link of a message is one that the page of the questionnaire opens, as long as it works', () => {
  const keys = ['a key of at least thirty-two characters'];
  const link = { linkId: randomUUID(), customerId: randomUUID(), expiresAt: '2026-03-16T09:00:00.000Z' };
  const [base, token = ''] = styleLinks({ SURVEY_LINK_KEYS: keys, SURVEY_LINK_BASE: 'https://here' })(link).split(
    '/q/',
  );
  expect(base).toBe('https://here');
  expect(sealedLinks('style link', keys).read(token)).toEqual(link);
  expect(sealedLinks('survey link', keys).read(token)).toBeUndefined();
});
