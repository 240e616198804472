import { expect, it } from '@jest/globals';
import { unsubscribeLinks } from './unsubscribe-links.ts';

const key = 'k'.repeat(32);
const base = 'https://rapport.example';
const messageId = '0190a3c5-0000-7000-8000-000000000004';
// Sent long ago: a link has no time limit, so that its bytes may never change.
const token = 'AQGQo8UAAHAAgAAAAAAAAAQVyBhBYybMBcuUYqojMrxU';

it('a link that was sent long ago still says whose message it is of, after an exchange of keys too', () => {
  const links = unsubscribeLinks({ SURVEY_LINK_KEYS: ['n'.repeat(32), key], SURVEY_LINK_BASE: base });
  expect(links.read(token)).toBe(messageId);
  expect(links.read(token.replace('AQG', 'AQH'))).toBeUndefined();
});

it('a message has the same link as ever, and none without a key', () => {
  expect(unsubscribeLinks({ SURVEY_LINK_KEYS: [key], SURVEY_LINK_BASE: base }).link(messageId)).toBe(
    `${base}/u/${token}`,
  );
  expect(unsubscribeLinks({ SURVEY_LINK_BASE: base }).link(messageId)).toBeUndefined();
});
