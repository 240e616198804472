import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assign } from './assign.ts';
import { Batcher } from './batcher.ts';
import { sorted, upsertStatement } from './bulk-upsert.ts';
import { Inbox } from './inbox.ts';
import { partitionOf, type Fetched } from './kafka.ts';
import type { LogRow } from './log.ts';
import { upTo } from './relay.ts';
import { subjectKey, verdict } from './sequences.ts';

describe('the number of an event', () => {
  it('is applied when next, dropped when known, and a gap when beyond', () => {
    expect([verdict(4, 5, false), verdict(4, 4, false), verdict(4, 1, false), verdict(4, 6, false)]).toEqual([
      'apply',
      'duplicate',
      'duplicate',
      'gap',
    ]);
  });
  it('of an unknown subject begins at one, or anywhere where the log was shortened', () => {
    expect([verdict(undefined, 1, false), verdict(undefined, 7, false), verdict(undefined, 7, true)]).toEqual([
      'apply',
      'gap',
      'apply',
    ]);
  });
  it('is kept under sixteen bytes whatever the subject is', () => {
    const id = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
    expect(subjectKey(id)).toBe(id);
    expect(subjectKey('catalogue:channels')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(subjectKey('catalogue:channels')).not.toBe(subjectKey('catalogue:causes'));
  });
});

describe('the partition of a key', () => {
  // kafka-clients 4.1: Utils.toPositive(Utils.murmur2(key)) % partitions
  it.each([
    ['21', 1000, (-973932308 & 0x7fffffff) % 1000],
    ['foobar', 1000, (-790332482 & 0x7fffffff) % 1000],
    ['a-little-bit-long-string', 1000, (-985981536 & 0x7fffffff) % 1000],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', 1000, (-58897971 & 0x7fffffff) % 1000],
  ])('of %s is that of the Java client', (key, partitions, expected) => {
    expect(partitionOf(key, partitions)).toBe(expected);
  });
});

describe('a batch of the relay', () => {
  const row = (aggregateid: string, bytes: number) => ({ aggregateid, payload: 'x'.repeat(bytes) }) as LogRow;
  it('keeps what goes to one partition below what a broker takes, and holds one event at least', () => {
    const rows = Array.from({ length: 10 }, () => row('one', 1000));
    expect(upTo(5000, rows, 8)).toHaveLength(2);
    expect(upTo(100, rows, 8)).toHaveLength(1);
    expect(upTo(50_000, rows, 8)).toHaveLength(10);
  });
});

describe('the assignment of partitions', () => {
  it('gives partition p of every topic to member p mod n', () => {
    const member = (memberId: string) => [memberId, { memberId, version: 0 }] as const;
    const given = assign(new Map([member('b'), member('a')]), [
      ['x', 4],
      ['y', 4],
    ]);
    expect(
      given.map(({ memberId, assignments }) => [memberId, [...assignments.values()].map(a => a.partitions)]),
    ).toEqual([
      [
        'a',
        [
          [0, 2],
          [0, 2],
        ],
      ],
      [
        'b',
        [
          [1, 3],
          [1, 3],
        ],
      ],
    ]);
  });
});

describe('a bulk write', () => {
  it('is sorted by its key, whatever order the rows come in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), keys => {
        const rows = keys.map(a => ({ a, b: 1 }));
        expect(sorted(rows, ['a'])).toEqual(sorted([...rows].reverse(), ['a']));
      }),
    );
  });
  it('replaces, adds to, or leaves what is there', () => {
    expect(upsertStatement('t1', ['a', 'b'], { key: ['a'] })).toContain('update set "b" = excluded."b"');
    expect(upsertStatement('t1', ['a', 'b'], { key: ['a'], update: { b: 't.b + excluded.b' } })).toContain(
      '"b" = t.b + excluded.b',
    );
    expect(upsertStatement('t1', ['a', 'b'], { key: ['a'], update: 'nothing' })).toContain('do nothing');
  });
});

describe('what was fetched and not yet applied', () => {
  const message = (topic: string, partition: number, offset: number, imported = false): Fetched => ({
    topic,
    partition,
    offset,
    key: 'k',
    value: null,
    headers: imported ? { ce_imported: 'true' } : {},
  });
  it('gives topics in turn, the live before the imported', () => {
    const inbox = new Inbox();
    for (const m of [message('a', 0, 0, true), message('b', 0, 0), message('c', 1, 0)]) inbox.add(m);
    const order = [1, 2, 3].map(() => {
      const next = inbox.next();
      if (next) inbox.drop(next.topic, next.messages[0]?.partition ?? 0, 1);
      return next?.topic;
    });
    expect(order).toEqual(['b', 'c', 'a']);
    expect(inbox.size).toBe(0);
  });
  it('holds back a partition without holding back the others', () => {
    const inbox = new Inbox();
    inbox.add(message('a', 0, 0));
    inbox.add(message('a', 1, 0));
    inbox.forget('a', 0);
    expect(inbox.next()?.messages.map(m => m.partition)).toEqual([1]);
  });
  it('gives each lane its own partitions, and its own turns of the topics', () => {
    const inbox = new Inbox();
    for (const topic of ['a', 'b']) for (const partition of [0, 1, 2, 3]) inbox.add(message(topic, partition, 0));
    const given = [0, 1, 0, 1].map(lane => {
      const next = inbox.next(lane);
      return [next?.topic, ...(next?.messages.map(m => m.partition) ?? [])];
    });
    expect(given).toEqual([
      ['a', 0, 2],
      ['a', 1, 3],
      ['b', 0, 2],
      ['b', 1, 3],
    ]);
  });
});

describe('commands that arrive while others are under way', () => {
  it('go together, each key in order, each with its own answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), n: fc.nat() }), { maxLength: 40 }),
        async items => {
          const done: { key: string; n: number }[] = [];
          const batcher = new Batcher<{ key: string; n: number }, number>(
            { lanes: 2, size: 5, key: i => i.key },
            async batch => {
              await Promise.resolve();
              done.push(...batch);
              return batch.map(i => i.n);
            },
          );
          expect(await Promise.all(items.map(item => batcher.submit(item)))).toEqual(items.map(i => i.n));
          for (const key of ['a', 'b', 'c'])
            expect(done.filter(i => i.key === key)).toEqual(items.filter(i => i.key === key));
        },
      ),
    );
  });
});
