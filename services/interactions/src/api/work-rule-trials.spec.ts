import { expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { rule } from '../domain/work-rule.fixture.ts';
import { WorkRuleTrials } from './work-rule-trials.ts';

const past = { from: '2026-03-01T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z', withImported: false };
const refused = expect.objectContaining({ slug: 'throttled' });

it('no more than two trials begin at once, and one that could not begin makes room', async () => {
  // Nothing listens there, so that none of them can begin.
  const trials = new WorkRuleTrials({ pool: new Pool({ host: '127.0.0.1', port: 1 }) }, { warn: () => undefined });
  const begin = () => trials.start(rule(), past, 'somebody').catch((error: unknown) => error);

  const [first, second, third] = await Promise.all([begin(), begin(), begin()]);
  expect(third).toEqual(refused);
  expect([first, second]).not.toContainEqual(refused);
  expect(await begin()).not.toEqual(refused);
});
