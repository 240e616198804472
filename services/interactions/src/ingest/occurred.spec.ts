import { describe, expect, it } from '@jest/globals';
import { occurredAt } from './occurred.ts';

const receivedAt = '2026-11-22T10:00:00.000Z';

describe('when a message happened', () => {
  it.each([
    ['as it says, by a clock that is right', '2026-11-22T09:59:00Z', receivedAt, '2026-11-22T09:59:00.000Z'],
    [
      'corrected by an hour that its clock is behind',
      '2026-11-22T08:59:00Z',
      '2026-11-22T09:00:00Z',
      '2026-11-22T09:59:00.000Z',
    ],
    [
      'corrected by a day that its clock is ahead',
      '2026-11-23T09:59:00Z',
      '2026-11-23T10:00:00Z',
      '2026-11-22T09:59:00.000Z',
    ],
    ['long ago, where it tells of history', '2012-12-02T00:30:08.276Z', receivedAt, '2012-12-02T00:30:08.276Z'],
    [
      'as it says, where it does not say when it was sent',
      '2026-11-22T08:00:00Z',
      undefined,
      '2026-11-22T08:00:00.000Z',
    ],
    ['when it came, where it claims to be later', '2026-11-22T12:00:00Z', receivedAt, receivedAt],
    ['when it came, where it does not say', undefined, receivedAt, receivedAt],
    ['in UTC, where it names no offset', '2026-11-22 09:00:00', undefined, '2026-11-22T09:00:00.000Z'],
    ['by its offset', '2026-11-22T10:00:00+08:00', undefined, '2026-11-22T02:00:00.000Z'],
    ['by milliseconds', 1_760_000_000_000, undefined, '2025-10-09T08:53:20.000Z'],
  ])('is %s', (_how, at, sentAt, result) => {
    expect(occurredAt({ at, sentAt, receivedAt })).toBe(result);
  });
  it.each(['yesterday', '2026-13-01T00:00:00Z', {}, 'NaN', true])('can not be told of %j', at => {
    expect(occurredAt({ at, receivedAt })).toBeUndefined();
  });
});
