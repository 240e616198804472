import { describe, expect, it } from '@jest/globals';
import { moreToCome } from './site.ts';

describe('what is missing before an event, when partitions were added to its topic', () => {
  const live = new Map([
    ['a.events/0', 5],
    ['a.events/1', 5],
    ['a.events.more/0', 9],
  ]);
  const batch = { topic: 'a.events', messages: [{ partition: 1 }] };

  it('may still come from a partition that has brought nothing yet and of which the live one has read more', () =>
    expect(moreToCome(batch, new Map([['a.events/0', 4]]), live)).toBe(true));

  it('comes from none that has been read as far, nor from one that stands at a gap itself, nor from another topic', () => {
    expect(moreToCome(batch, new Map([['a.events/0', 5]]), live)).toBe(false);
    const both = { topic: 'a.events', messages: [{ partition: 0 }, { partition: 1 }] };
    expect(moreToCome(both, new Map(), live)).toBe(false);
  });
});
