import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Gaps, patience } from './gaps.ts';
import type { Group } from './kafka.ts';
import { isTransient, type Tx } from './pool.ts';

const PLACE = { topic: 'analytics.events', partition: 12, offset: 40 };
const ENDS = [10, 10];
const WAITS = 30_000;

describe('a partition that stands still before a gap', () => {
  let gaps: Gaps;
  beforeEach(() => {
    jest.useFakeTimers();
    gaps = new Gaps();
  });
  afterEach(() => void jest.useRealTimers());
  const later = (seconds: number): void => void jest.setSystemTime(Date.now() + seconds * 1000);
  const waits = (asks: boolean): number | undefined => patience(gaps.at(PLACE), asks, WAITS);

  it('is looked at again after a second', () => {
    expect([waits(true), waits(false), patience(undefined, true, 200)]).toEqual([1_000, 1_000, 200]);
    expect(patience(undefined, true, 0)).toBe(0);
  });

  it('has its owner asked once the lower partitions were read at the look before', () => {
    gaps.saw(PLACE, ENDS, 0);
    expect([waits(true), waits(false)]).toEqual([undefined, WAITS]);
  });

  it('waits while lower partitions are read', () => {
    for (const left of [500, 300, 100]) {
      gaps.saw(PLACE, ENDS, left);
      later(29);
      expect([waits(true), waits(false)]).toEqual([1_000, 1_000]);
    }
  });

  it('has its owner asked when those do not go on; without one to ask it waits on, since parking would lose what they hold', () => {
    gaps.saw(PLACE, ENDS, 500);
    later(20);
    gaps.saw(PLACE, ENDS, 500);
    later(10);
    expect([waits(true), waits(false)]).toEqual([undefined, 1_000]);
  });

  it('gives up half a minute after it was seen, where nobody can be asked', () => {
    gaps.saw(PLACE, ENDS, 5);
    later(20);
    gaps.saw(PLACE, ENDS, 0);
    expect(waits(false)).toBe(10_000);
    later(10);
    expect(waits(false)).toBeUndefined();
  });

  it('is told of while nothing is to come for it, and forgotten when reading has passed', () => {
    gaps.saw(PLACE, ENDS, 0);
    expect(gaps.open()).toEqual([]);
    gaps.stop(PLACE, Date.now() + 1_000);
    expect(gaps.open()).toEqual(['analytics.events/12@40']);
    expect([gaps.isHeld(PLACE), gaps.release()]).toEqual([true, false]);
    later(1);
    expect([gaps.release(), gaps.isHeld(PLACE)]).toEqual([true, false]);
    gaps.passed({ ...PLACE, offset: 40 });
    expect(gaps.at(PLACE)).toMatchObject({ offset: 40, left: 0 });
    gaps.passed({ ...PLACE, offset: 41 });
    expect(gaps.at(PLACE)).toBeUndefined();
  });

  it('at another place is another gap', () => {
    gaps.saw(PLACE, ENDS, 7);
    expect(gaps.at({ ...PLACE, offset: 41 })).toBeUndefined();
    expect(gaps.at({ ...PLACE, partition: 4 })).toBeUndefined();
  });

  it('is no fault of the event behind it when Kafka does not tell how far the topic reaches', async () => {
    const away = { ends: () => Promise.reject(new Error('asking for offsets took longer than 20 s')) };
    const looking = gaps.look({} as Tx, away as unknown as Group, PLACE);
    expect(isTransient(await looking.catch((error: unknown) => error))).toBe(true);
    const untold = { ends: async () => new Map() };
    const unknown = gaps.look({} as Tx, untold as unknown as Group, PLACE);
    expect(isTransient(await unknown.catch((error: unknown) => error))).toBe(true);
  });
});
