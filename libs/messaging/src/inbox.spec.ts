import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Inbox } from './inbox.ts';
import type { Fetched } from './kafka.ts';

const message = (partition: number, offset: number, bytes: number): Fetched => ({
  topic: 't',
  partition,
  offset,
  key: 'k',
  value: Buffer.alloc(bytes),
  headers: {},
});

describe('the inbox', () => {
  it('counts a small message once and a large one as often as it has 2 kB', () => {
    const inbox = new Inbox();
    inbox.add(message(0, 0, 100));
    expect(inbox.size).toBe(1);
    inbox.add(message(0, 1, 65_536));
    expect(inbox.size).toBe(33);
    inbox.drop('t', 0, 1);
    expect(inbox.size).toBe(32);
    inbox.forget('t', 0);
    expect(inbox.size).toBe(0);
  });

  it('hands on no more than eight megabytes at once, but always something of each partition, in order', () => {
    const sizes = fc.array(fc.record({ partition: fc.nat(3), bytes: fc.nat(70_000) }), {
      minLength: 1,
      maxLength: 800,
    });
    fc.assert(
      fc.property(sizes, messages => {
        const inbox = new Inbox();
        const taken: number[] = [];
        messages.forEach(({ partition, bytes }, offset) => inbox.add(message(partition, offset, bytes)));
        for (let next = inbox.next(); next; next = inbox.next()) {
          const bytes = next.messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
          expect(bytes).toBeLessThanOrEqual(4000 * 2048 + 4 * 70_000);
          for (const { partition, offset } of next.messages) inbox.drop('t', partition, offset + 1);
          taken.push(...next.messages.map(({ offset }) => offset));
        }
        expect(inbox.size).toBe(0);
        expect(taken.sort((a, b) => a - b)).toEqual(messages.map((_, i) => i));
      }),
      { numRuns: 30 },
    );
  });

  it('takes as many small messages as before: four thousand at once', () => {
    const inbox = new Inbox();
    for (let offset = 0; offset < 9000; offset++) inbox.add(message(offset % 2, offset, 500));
    expect(inbox.next()?.messages).toHaveLength(4000);
  });
});
