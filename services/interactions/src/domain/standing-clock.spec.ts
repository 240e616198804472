import { describe, expect, it } from '@jest/globals';
import type { Calendar } from '@rapport/business-time';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import type { Wait } from './episode-waits.ts';
import { at } from './matter.fixture.ts';
import { timed } from './reading.ts';
import type { Rules } from './standard.ts';
import type { StandardsCommand } from './standards.commands.ts';
import { standards } from './standards.decide.ts';
import { measured, office, rules, standard } from './standards.fixture.ts';
import type { StandardsEvent } from './standards.ts';

const { given } = specification(standards);
const about = { customerId: measured.customerId, episodeId: measured.clockId, channel: 'email', valueClass: 'other' };
const told = (waits: Wait[], by: Rules = rules): StandardsCommand => ({
  type: 'MeasureStandards',
  readings: timed(by, 'resolve', { ...about, since: at(2) }, 'one', undefined, waits),
});
type Step = readonly [now: string, waits: Wait[], by?: Rules];

/** All that is said when these become known one after the other; the clock is asked before each, as at any command. */
function said(...steps: readonly Step[]): StandardsEvent[] {
  let state = standards.initial;
  const events: StandardsEvent[] = [];
  for (const [now, waits, by] of steps) {
    for (const command of [{ type: 'PassTime' as const, now }, told(waits, by)]) {
      for (const event of standards.decide(command, state).events) {
        state = standards.evolve(state, event);
        events.push(event);
      }
    }
  }
  return events;
}
const END = at(31);
const lines = (events: readonly StandardsEvent[]) => events.map(({ type, at: when }) => `${type} ${when}`);

describe('a clock of an episode', () => {
  it('stands still while we wait for the customer, and is later by the business time of it', () => {
    const wait = { from: at(2, '15:00') };
    const ended = { ...wait, until: at(4, '10:00') };
    // Nine to five; sixteen hours from Monday at nine are over on Tuesday at five, and eleven hours were waited.
    expect(lines(said([at(2), []], [wait.from, [wait]], [at(4, '10:00'), [ended]], [END, [ended]]))).toEqual([
      `StandardClockOpened ${at(2)}`,
      `StandardClockPaused ${wait.from}`,
      `StandardClockResumed ${ended.until}`,
      `StandardWarned ${at(4, '16:48')}`,
      `StandardBreached ${at(5, '12:00')}`,
      `StandardEscalated ${at(9, '12:00')}`,
    ]);
  });

  it('says nothing while it stands still, however long that is', () => {
    const wait = { from: at(2, '15:00') };
    expect(lines(said([at(2), []], [wait.from, [wait]], [END, [wait]]))).toHaveLength(2);
    expect(standards.nextDue?.(given(said([at(2), []], [wait.from, [wait]])).state)).toBeNull();
  });

  it('keeps what it has said when it becomes known late that we waited before', () => {
    const wait = { from: at(2, '10:00'), until: at(3, '10:00') };
    const events = said([at(2), []], [at(4), [wait]], [END, [wait]]);
    expect(lines(events)).toEqual([
      `StandardClockOpened ${at(2)}`,
      `StandardWarned ${at(3, '13:48')}`,
      `StandardBreached ${at(3, '17:00')}`,
      `StandardClockResumed ${wait.until}`,
      `StandardEscalated ${at(6, '17:00')}`,
    ]);
    expect(events[3]).toMatchObject({ data: { dueAt: at(3, '17:00'), escalateAt: at(6, '17:00') } });
  });

  it('is due earlier where it becomes known that it began earlier, and later where it did not', () => {
    const from = (since: string): StandardsCommand => ({
      type: 'MeasureStandards',
      readings: timed(rules, 'resolve', { ...about, since }, 'one'),
    });
    const opened = said([at(2), []]);
    for (const [since, dueAt] of [
      [at(1, '12:00'), at(3, '17:00')],
      [at(2, '11:00'), at(4, '11:00')],
    ] as const) {
      const [first, ...more] = standards.decide(from(since), given(opened).state).events;
      expect([first, more]).toMatchObject([{ type: 'StandardClockResumed', data: { since, dueAt }, at: since }, []]);
    }
  });

  it('keeps its version and what was waited when another version is published meanwhile', () => {
    const stricter = standard(
      'written.resolve',
      { measure: 'resolve', unit: 'businessHours', calendar: 'office', channels: ['email'], limits: [{ limit: 1 }] },
      2,
      at(2, '16:00'),
    );
    const wait = { from: at(2, '15:00') };
    const ended = { ...wait, until: at(4, '10:00') };
    const by = { ...rules, standards: [...rules.standards, stricter] };
    const events = said([at(2), []], [wait.from, [wait]], [ended.until, [ended], by]);
    expect(events.at(-1)).toMatchObject({ data: { version: 1, limit: 16, dueAt: at(5, '12:00'), waits: [ended] } });
  });
});

const MINUTE = 60_000;
const split: Calendar = {
  ...office,
  week: office.week.map((day, i) =>
    i === 2
      ? [
          ['08:30', '12:00'],
          ['13:15', '18:00'],
        ]
      : [...day],
  ),
  holidays: ['2026-03-05'],
};

/** Independent of the module: minute after minute, those of an opening in which nobody waits for the customer count. */
function walked(calendar: Calendar, since: string, waits: readonly Wait[], minutes: number): string {
  let left = minutes;
  for (let now = Date.parse(since); ; now += MINUTE) {
    if (left === 0) return new Date(now).toISOString();
    const [day = '', time = ''] = new Date(now).toISOString().slice(0, 16).split('T');
    const openings = calendar.week[(new Date(now).getUTCDay() + 6) % 7] ?? [];
    const open = openings.some(([from = '', to = '']) => from <= time && time < to) && !calendar.holidays.includes(day);
    const stands = waits.some(({ from, until = '' }) => Date.parse(from) <= now && now < Date.parse(until));
    if (open && !stands) left -= 1;
  }
}

describe('whatever was waited', () => {
  it('it is due when as many open minutes have passed, counted one by one', () => {
    const bounds = fc.uniqueArray(fc.integer({ min: 0, max: 12 * 1440 }), { maxLength: 8 });
    const iso = (n: number): string => new Date(Date.parse(at(2)) + n * MINUTE).toISOString();
    fc.assert(
      fc.property(fc.constantFrom(office, split), bounds, fc.integer({ min: 1, max: 20 }), (form, all, limit) => {
        const ordered = [...all].sort((a, b) => a - b).slice(0, all.length - (all.length % 2));
        const waits = ordered.flatMap((n, i) =>
          i % 2 === 0 ? [{ from: iso(n), until: iso(ordered[i + 1] ?? n) }] : [],
        );
        const by = {
          calendars: [{ code: 'office', version: 1, validFrom: at(1), form }],
          standards: [
            standard('s', { measure: 'resolve', unit: 'businessHours', calendar: 'office', limits: [{ limit }] }),
          ],
        };
        // Told as it goes, each beginning and each end, with somebody looking at the clock each time.
        const steps = waits.flatMap(({ from, until }, i) => {
          const before = waits.slice(0, i);
          const steps: Step[] = [
            [from, [...before, { from }], by],
            [until, [...before, { from, until }], by],
          ];
          return steps;
        });
        const events = said([at(2), [], by], ...steps, [at(31, '23:59'), waits, by]);
        const breached = events.find(({ type }) => type === 'StandardBreached');
        expect(breached?.at).toBe(walked(form, at(2), waits, limit * 60));
      }),
      { numRuns: 60 },
    );
  });
});
