import { describe, expect, it } from '@jest/globals';
import { decode, isAbout, Latest, type RawMessage } from './cloud-event.ts';

const message = (offset: number, more: Partial<RawMessage> = {}): RawMessage => ({
  topic: 'profile.events',
  partition: 3,
  offset: BigInt(offset),
  timestamp: BigInt(1_000 + offset),
  key: Buffer.from('c1'),
  value: Buffer.from('{"a":1}'),
  headers: new Map([
    [Buffer.from('ce_type'), Buffer.from('CustomerRegistered')],
    [Buffer.from('ce_subject'), Buffer.from('c1')],
    [Buffer.from('traceparent'), Buffer.from('00-1-2-01')],
  ]),
  ...more,
});

describe('an event on a topic', () => {
  it('is decoded from CloudEvents’ binary mode', () => {
    expect(decode(message(7))).toEqual({
      topic: 'profile.events',
      partition: 3,
      offset: '7',
      key: 'c1',
      at: '1970-01-01T00:00:01.007Z',
      attributes: { type: 'CustomerRegistered', subject: 'c1' },
      headers: { traceparent: '00-1-2-01' },
      data: { a: 1 },
    });
  });

  it('has no data where it is a tombstone, and its text where that is not JSON', () => {
    expect(decode(message(1, { value: null })).data).toBeNull();
    expect(decode(message(1, { value: Buffer.from('plain') })).data).toBe('plain');
  });

  it('is about a customer by its subject or its key', () => {
    expect(isAbout(decode(message(1)), 'c1')).toBe(true);
    expect(isAbout(decode(message(1, { headers: new Map() })), 'c1')).toBe(true);
    expect(isAbout(decode(message(1)), 'c2')).toBe(false);
  });
});

describe('the latest events', () => {
  it('are the last so many by time, oldest first, however they came', () => {
    const latest = new Latest(3);
    for (let offset = 5_000; offset > 0; offset -= 1) latest.add(decode(message(offset)));
    expect(latest.inOrder().map(event => event.offset)).toEqual(['4998', '4999', '5000']);
  });

  it('are none where none are wanted', () => {
    const latest = new Latest(0);
    latest.add(decode(message(1)));
    expect(latest.inOrder()).toEqual([]);
  });
});
