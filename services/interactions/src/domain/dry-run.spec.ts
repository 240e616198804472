import { describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import fc from 'fast-check';
import { countedIn, NOTHING_YET, resultOf } from './dry-run.ts';

const now = '2026-03-31T00:00:00.000Z';
const raising = (raiseAt: string, dueAt: string) => ({
  occurredAt: raiseAt,
  raising: { raiseAt, waits: false, item: { ...interactionsEvents.WorkItemRaised.example, dueAt } },
});

describe('a dry run', () => {
  it('counts by day, and how many would have been open at once', () => {
    const seen = [
      raising('2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z'),
      raising('2026-03-02T10:00:00.000Z', '2026-03-03T10:00:00.000Z'),
      raising('2026-03-03T09:00:00.000Z', '2026-03-04T09:00:00.000Z'),
      { occurredAt: '2026-03-03T09:00:00.000Z', raising: undefined },
    ];
    const result = resultOf(countedIn(countedIn(NOTHING_YET, seen.slice(0, 2), now), seen.slice(2), now));
    expect(result).toMatchObject({
      events: 4,
      raised: 3,
      byDay: [
        { day: '2026-03-02', raised: 2 },
        { day: '2026-03-03', raised: 1 },
      ],
      mostOpen: 2,
      mostOpenAt: '2026-03-02T10:00:00.000Z',
    });
    expect(result.examples).toHaveLength(3);
  });

  it('leaves out what would only be raised later, and shows ten examples', () => {
    const later = raising('2026-04-02T09:00:00.000Z', '2026-04-03T09:00:00.000Z');
    expect(resultOf(countedIn(NOTHING_YET, [later], now))).toMatchObject({
      events: 1,
      raised: 0,
      mostOpen: 0,
      mostOpenAt: null,
    });
    const many = Array.from({ length: 15 }, () => raising('2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z'));
    expect(resultOf(countedIn(NOTHING_YET, many, now)).examples).toHaveLength(10);
  });

  it('comes to the same by whatever pages the events are read', () => {
    const hour = fc.integer({ min: 0, max: 500 });
    const at = (hours: number): string => new Date(Date.UTC(2026, 2, 1) + hours * 3_600_000).toISOString();
    fc.assert(
      fc.property(fc.array(fc.tuple(hour, hour), { maxLength: 30 }), fc.nat({ max: 30 }), (spans, cut) => {
        const seen = spans.map(([from, lasting]) => raising(at(from), at(from + lasting)));
        const inTwo = countedIn(countedIn(NOTHING_YET, seen.slice(0, cut), now), seen.slice(cut), now);
        expect(resultOf(inTwo)).toEqual(resultOf(countedIn(NOTHING_YET, seen, now)));
      }),
    );
  });

  it('keeps what it has counted as it is, however many pages follow', () => {
    const page = [raising('2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z')];
    const first = countedIn(NOTHING_YET, page, now);
    expect(countedIn(first, page, now).spans?.earlier).toBe(first.spans);
  });
});
