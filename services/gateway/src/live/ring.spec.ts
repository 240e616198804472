import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeOf, withId } from './frame.ts';
import { decode, encode, widened } from './position.ts';
import { Ring } from './ring.ts';

const partitions = 8;
const start = Array.from({ length: partitions }, () => 3);

describe('a position', () => {
  it('is read back from its id', () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 16, 64), fc.array(fc.nat(), { minLength: 64, maxLength: 64 }), (n, offsets) => {
        const position = offsets.slice(0, n);
        expect(decode(encode(position))).toEqual(position);
      }),
    );
  });

  it('from before partitions were added has seen nothing of those', () => {
    expect(widened([5, 6], 4)).toEqual([5, 6, 0, 0]);
    expect(widened([5, 6, 7, 8], 2)).toEqual([5, 6, 7, 8]);
  });

  it.each(['', '1.2', '1.2.3.4.5.6.7.-8', '1.2.3.4.5.6.7.8.9', 'a b', '1.2.3.4.5.6.7.zzzzzzzzzzz'])(
    'is not %j',
    text => {
      expect(decode(text)).toBeUndefined();
    },
  );
});

describe('the ring', () => {
  it('gives a client that comes back all that it has not seen, or says that it cannot', () => {
    const scenario = fc.record({
      sources: fc.array(fc.nat(partitions - 1), { maxLength: 60 }),
      seen: fc.nat(60),
      kept: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(scenario, ({ sources, seen, kept }) => {
        const ring = new Ring(start, { changes: kept, bytes: 1_000_000 });
        const position = [...start];
        let client = [...start];
        const expected: string[] = [];
        sources.forEach((partition, i) => {
          const offset = position[partition] ?? 0;
          position[partition] = offset + 1;
          ring.push({
            partition,
            offset,
            customer: 'c',
            body: Buffer.alloc(0),
            position: [offset],
            frame: Buffer.from(`${i}`),
          });
          if (i < seen) client = [...position];
          else expected.push(`${i}`);
        });
        if (ring.covers(client)) expect([...ring.after(client)].map(({ frame }) => `${frame}`)).toEqual(expected);
        else expect(expected.length).toBeGreaterThan(kept);
      }),
    );
  });

  it('keeps to its size in bytes', () => {
    const ring = new Ring(start, { changes: 100, bytes: 10 });
    for (let offset = 3; offset < 9; offset += 1) {
      ring.push({
        partition: 0,
        offset,
        customer: 'c',
        body: Buffer.alloc(0),
        position: [offset],
        frame: Buffer.alloc(4),
      });
    }
    expect([...ring.after(start)].map(({ offset }) => offset)).toEqual([7, 8]);
    expect(ring.covers([6, 3, 3, 3, 3, 3, 3, 3])).toBe(false);
    expect(ring.covers([7, 3, 3, 3, 3, 3, 3, 3])).toBe(true);
  });
});

describe('a change', () => {
  const message = { topic: 't', partition: 0, offset: 3, key: 'c1', headers: { version: '7' } };

  it('is one event of one data line', () => {
    const { body } = changeOf({ ...message, value: Buffer.from('{\n "a": 1\r\n}') });
    expect(`${withId([4, 3], body)}`).toBe(
      'id: 4.3\nevent: customer\ndata: {"customerId":"c1","version":7,"view":{  "a": 1 }}\n\n',
    );
  });

  it('of a customer that is no more has no view', () => {
    expect(`${changeOf({ ...message, value: null, headers: {} }).body}`).toContain('"version":0,"view":null}');
  });
});
