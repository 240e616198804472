import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { afterOwn, wrote } from './own-writes.ts';

const ACTION = '/api/analytics/v1/customers/1/next-best-action';
const LIST = '/api/analytics/v1/next-best-actions?limit=50';
const answer = (token?: string) => ({ headers: new Headers(token === undefined ? {} : { 'rapport-sequence': token }) });

describe('what was just written', () => {
  let now = Date.now();
  beforeEach(() => {
    // So far from each other that nothing is left of the one before.
    now += 60_000;
    jest.useFakeTimers({ now });
  });
  afterEach(() => void jest.useRealTimers());

  it('is asked for where it was written', () => {
    wrote(ACTION, answer('analytics=a:3'));
    wrote('/api/analytics/v1/customers/2/next-best-action', answer('analytics=b:1'));
    expect(afterOwn(LIST)).toBe('analytics=a:3,analytics=b:1');
    expect(afterOwn('/api/profile/v1/customers/1')).toBeUndefined();
    expect(afterOwn('/api/live')).toBeUndefined();
  });

  it('is asked for no more after a while, so that who is far behind is read all the same', () => {
    wrote(ACTION, answer('analytics=a:3'));
    jest.advanceTimersByTime(2_900);
    expect(afterOwn(LIST)).toBe('analytics=a:3');
    jest.advanceTimersByTime(200);
    expect(afterOwn(LIST)).toBeUndefined();
  });

  it('is nothing where an answer tells no sequence, and the last eight of many', () => {
    wrote(ACTION, answer());
    expect(afterOwn(LIST)).toBeUndefined();
    for (let n = 1; n <= 20; n++) wrote(ACTION, answer(`analytics=a:${n}`));
    expect(afterOwn(LIST)?.split(',')).toHaveLength(8);
    expect(afterOwn(LIST)).toMatch(/analytics=a:20$/);
  });
});
