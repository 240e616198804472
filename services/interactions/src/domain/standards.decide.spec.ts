import { describe, expect, it } from '@jest/globals';
import { derivedId } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import { at } from './matter.fixture.ts';
import type { Ended, MeasureStandards, StandardsCommand } from './standards.commands.ts';
import { standards } from './standards.decide.ts';
import { due, measured } from './standards.fixture.ts';
import type { StandardsEvent } from './standards.ts';

const { given } = specification(standards);

const running = { ...measured, ...due };
const opened: StandardsEvent = { type: 'StandardClockOpened', data: running };
const warned: StandardsEvent = { type: 'StandardWarned', data: running };
const told = { ...measured, dueAt: due.dueAt };
const breached: StandardsEvent = { type: 'StandardBreached', data: told };

const pass = (now: string): StandardsCommand => ({ type: 'PassTime', now });
const waits = (ended?: Ended, more: Partial<MeasureStandards> = {}): MeasureStandards => ({
  type: 'MeasureStandards',
  readings: [{ kind: 'time', facts: measured, due, ...(ended && { ended }) }],
  ...more,
});
const answered = (when: string): MeasureStandards => ({
  type: 'MeasureStandards',
  readings: [],
  ends: { measures: ['answer'], ended: { at: when, how: 'done' } },
});

describe('a clock', () => {
  it('opens for whoever waits, once', () => {
    given([])
      .when(waits())
      .then([{ ...opened, at: measured.since }]);
    given([opened]).when(waits()).thenNothing();
  });

  it('warns, is breached and is told of once more when twice the time has passed: each once, dated when it was due', () => {
    given([opened])
      .when(pass(at(2, '12:00')))
      .thenNothing();
    given([opened])
      .when(pass(at(2, '12:30')))
      .then([{ ...warned, at: due.warnAt }]);
    given([opened, warned])
      .when(pass(at(2, '12:30')))
      .thenNothing();
    given([opened, warned])
      .when(pass(at(3)))
      .then([
        { ...breached, at: due.dueAt },
        { type: 'StandardEscalated', data: running, at: due.escalateAt },
      ]);
    given([opened, warned, breached, { type: 'StandardEscalated', data: running }])
      .when(pass(at(4)))
      .thenNothing();
  });

  it('is looked at a moment after each is due, and no more once all is said', () => {
    const looks = (...events: StandardsEvent[]): string | null => standards.nextDue?.(given(events).state) ?? null;
    expect(looks()).toBeNull();
    expect(looks(opened)).toBe(at(2, '12:12').replace('.000', '.001'));
    expect(looks(opened, breached)).toBe(at(2, '17:00').replace('.000', '.001'));
    expect(looks(opened, breached, { type: 'StandardEscalated', data: running })).toBeNull();
  });

  it('is met by an answer in time, at the very moment too', () => {
    for (const when of [at(2, '12:00'), due.dueAt]) {
      const [first, ...more] = standards.decide(answered(when), given([opened, warned]).state).events;
      expect([first, more]).toEqual([{ type: 'StandardMet', data: told, at: when }, []]);
    }
  });

  it('says before a late answer what it would have said, and how late it was', () => {
    given([opened])
      .when(answered(at(2, '14:30')))
      .then([
        { ...warned, at: due.warnAt },
        { ...breached, at: due.dueAt },
        {
          type: 'StandardClockStopped',
          data: { ...told, ended: 'late', overdueSeconds: 5400 },
          at: at(2, '14:30'),
        },
      ]);
  });

  it('that was breached stays so when an answer in time becomes known late', () => {
    given([opened, warned, breached])
      .when(answered(at(2, '10:00')))
      .then([
        { type: 'StandardClockStopped', data: { ...told, ended: 'late', overdueSeconds: 0 }, at: at(2, '10:00') },
      ]);
  });

  it('that is over neither opens nor ends again', () => {
    const over: StandardsEvent[] = [opened, { type: 'StandardMet', data: told }];
    given(over).when(waits()).thenNothing();
    given(over)
      .when(answered(at(2, '12:00')))
      .thenNothing();
    given(over)
      .when(pass(at(9)))
      .thenNothing();
  });

  it('ends unbreached and unmet when nobody waits any more', () => {
    given([opened])
      .when(waits({ at: at(2, '10:00'), how: 'withdrawn' }))
      .then([{ type: 'StandardClockStopped', data: { ...told, ended: 'withdrawn' }, at: at(2, '10:00') }]);
  });
});

describe('an end that is taken back', () => {
  const reopens = waits(undefined, { takenBack: { readings: waits().readings, at: at(2, '16:00') } });
  const met: StandardsEvent = { type: 'StandardMet', data: told };
  const none = { ...told, ended: 'withdrawn' as const, mistaken: true };
  const again = derivedId(`${measured.clockId} again`);

  it('never was: the clock is told as mistaken, and another runs from the same beginning, once', () => {
    const first = given([opened, met]);
    first.when(reopens).then([
      { type: 'StandardClockStopped', data: none, at: at(2, '16:00') },
      { type: 'StandardClockOpened', data: { ...running, clockId: again }, at: measured.since },
    ]);
    const after: StandardsEvent[] = [
      opened,
      met,
      { type: 'StandardClockStopped', data: none },
      { type: 'StandardClockOpened', data: { ...running, clockId: again } },
    ];
    given(after).when(reopens).thenNothing();
    given(after)
      .when(pass(at(2, '12:30')))
      .then([{ type: 'StandardWarned', data: { ...running, clockId: again }, at: due.warnAt }]);
  });

  it('leaves a breach standing: nobody is warned of it twice', () => {
    const late: StandardsEvent = { type: 'StandardClockStopped', data: { ...told, ended: 'late', overdueSeconds: 60 } };
    given([opened, warned, breached, late]).when(reopens).thenNothing();
    given([breached]).when(reopens).thenNothing();
    const givenUp: StandardsEvent = { type: 'StandardClockStopped', data: { ...told, ended: 'withdrawn' } };
    given([opened, warned, breached, givenUp]).when(reopens).thenNothing();
  });

  it('of a count is told too, and the count is judged again', () => {
    const facts = { ...measured, measure: 'handOvers' as const };
    const judged = { kind: 'count' as const, facts, at: at(2), met: true, took: 1 };
    const takenBack = { readings: [judged], at: at(2, '16:00') };
    const once: StandardsEvent = { type: 'StandardMet', data: { ...facts, took: 1 } };
    const taken: StandardsEvent = {
      type: 'StandardClockStopped',
      data: { ...facts, ended: 'withdrawn', mistaken: true },
    };
    given([once])
      .when({ type: 'MeasureStandards', readings: [], takenBack })
      .then([{ ...taken, at: at(2, '16:00') }]);
    given([once, taken])
      .when({ type: 'MeasureStandards', readings: [{ ...judged, met: false, took: 2 }] })
      .then([{ type: 'StandardBreached', data: { ...facts, clockId: again, took: 2 }, at: at(2) }]);
  });
});

describe('what was over when it was told of', () => {
  it('is met, breached or withdrawn at once: nobody could have been warned', () => {
    given([])
      .when(waits({ at: at(2, '10:30'), how: 'done', took: 1.5 }))
      .then([{ type: 'StandardMet', data: { ...told, took: 1.5 }, at: at(2, '10:30') }]);
    const late: StandardsEvent = { type: 'StandardBreached', data: { ...told, took: 5 } };
    given([])
      .when(waits({ at: at(2, '14:00'), how: 'done', took: 5 }))
      .then([{ ...late, at: due.dueAt }]);
    given([late]).when(waits()).thenNothing();
    given([])
      .when(waits({ at: at(2, '10:00'), how: 'withdrawn', took: 1 }))
      .then([{ type: 'StandardClockStopped', data: { ...told, took: 1, ended: 'withdrawn' }, at: at(2, '10:00') }]);
  });
});

describe('history', () => {
  it('fires what was due before it was filed as history, and what is due after it as news', () => {
    const filedAt = at(2, '12:30');
    const filed: StandardsEvent = { type: 'StandardClockOpened', data: { ...running, filedAt } };
    given([])
      .when(waits(undefined, { filedAt }))
      .then([{ ...filed, at: measured.since }]);
    given([filed])
      .when(pass(at(2, '14:00')))
      .then([
        { ...warned, at: due.warnAt, imported: true },
        { ...breached, at: due.dueAt },
      ]);
  });
});

describe('whatever comes in whatever order', () => {
  const minute = fc.integer({ min: 0, max: 12 * 60 }).map(n => new Date(Date.parse(at(2)) + n * 60_000).toISOString());
  const command: fc.Arbitrary<StandardsCommand> = fc.oneof(
    minute.map(pass),
    minute.map(answered),
    fc.constant(waits()),
    minute.map(when => waits({ at: when, how: 'done', took: 1 })),
  );

  it('a clock warns, is breached, is escalated and ends once at most, and is met only unbreached', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), commands => {
        let state = standards.initial;
        const said: string[] = [];
        for (const one of commands) {
          for (const event of standards.decide(one, state).events) {
            state = standards.evolve(state, event);
            said.push(event.type);
          }
        }
        expect(new Set(said).size).toBe(said.length);
        expect(said.includes('StandardMet') && said.includes('StandardBreached')).toBe(false);
        expect(said.includes('StandardMet') && said.includes('StandardClockStopped')).toBe(false);
      }),
    );
  });
});
