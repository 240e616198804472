import { describe, expect, it } from '@jest/globals';
import type { Stamped } from '@rapport/messaging';
import { isAbout, Latest, shown } from './shown.ts';

const message = (offset: number, more: Partial<Stamped> = {}): Stamped => ({
  topic: 'profile.events',
  partition: 3,
  offset,
  timestamp: 1_000 + offset,
  key: 'c1',
  value: Buffer.from('{"customerId":"c1"}'),
  headers: {},
  ...more,
});

describe('a message that is shown', () => {
  it('is a customer’s document where it is no event, and null where that is gone', () => {
    const place = { topic: 'profile.events', partition: 3, offset: 7, key: 'c1', at: '1970-01-01T00:00:01.007Z' };
    expect(shown(message(7))).toEqual({ ...place, document: { customerId: 'c1' } });
    expect(shown(message(7, { value: null }))).toEqual({ ...place, document: null });
  });

  it('says why it can’t be read, instead of ending the list', () => {
    expect(shown(message(1, { value: Buffer.from('plain') })).unreadable).toMatch(/JSON/);
    expect(shown(message(1, { headers: { ce_type: 'NoSuchEvent' } })).unreadable).toMatch(/no header/);
  });

  it('is about a customer by its subject or its key', () => {
    expect(isAbout(shown(message(1)), 'c1')).toBe(true);
    expect(isAbout(shown(message(1)), 'c2')).toBe(false);
  });
});

describe('the latest messages', () => {
  it('are the last so many by time, oldest first, however they came', () => {
    const latest = new Latest(3);
    for (let offset = 5_000; offset > 0; offset -= 1) latest.add(shown(message(offset)));
    expect(latest.inOrder().map(each => each.offset)).toEqual([4998, 4999, 5000]);
  });

  it('are none where none are wanted', () => {
    const latest = new Latest(0);
    latest.add(shown(message(1)));
    expect(latest.inOrder()).toEqual([]);
  });
});
