import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ComplaintCommand } from './complaint.commands.ts';
import { complaint } from './complaint.decide.ts';
import {
  actedOn,
  callBackIds,
  commands,
  confirmed,
  empathised,
  histories,
  march,
  opened,
  paused,
} from './complaint.fixture.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';

const fold = (events: readonly ComplaintEvent[]): Complaint =>
  events.reduce((state, event) => complaint.evolve(state, event), complaint.initial);

/** What `handle` does: time passes first, then the command; a refused one changes nothing. */
function handle(history: readonly ComplaintEvent[], command: ComplaintCommand): ComplaintEvent[] {
  const at = command.type === 'PassTime' ? command.now : command.at;
  const passed = [...history, ...complaint.decide({ type: 'PassTime', now: at }, fold(history)).events];
  try {
    return [...passed, ...complaint.decide(command, fold(passed)).events];
  } catch {
    return [...history];
  }
}

const passing = (history: readonly ComplaintEvent[], ...times: string[]): ComplaintEvent[] =>
  times.reduce<ComplaintEvent[]>((events, now) => handle(events, { type: 'PassTime', now }), [...history]);

const spoken = (events: readonly ComplaintEvent[]): string[] =>
  events.flatMap(({ type, data, at }) => ('clock' in data ? [`${type} ${data.clock} ${at}`] : []));

const ALL = [
  `HouseClockWarned acknowledge ${march(2, '16:24')}`,
  `HouseClockBreached acknowledge ${march(3)}`,
  `HouseClockWarned firstAnswer ${march(3, '14:48')}`,
  `HouseClockBreached firstAnswer ${march(4)}`,
  `HouseClockWarned resolve ${march(12)}`,
  `HouseClockBreached resolve ${march(16)}`,
];

const anyTimes = fc.array(
  fc
    .integer({ min: 0, max: 30 * 1440 })
    .map(minutes => new Date(Date.parse(march(1)) + minutes * 60_000).toISOString()),
  { maxLength: 12 },
);

describe('the house clock', () => {
  it('warns at four fifths and breaches when due, marked with when that was, however late time is passed', () => {
    expect(spoken(passing([opened], march(31)))).toEqual(ALL);
  });

  it('says nothing twice and leaves nothing out, in whatever order and how often time is passed', () => {
    fc.assert(
      fc.property(anyTimes, times => {
        const latest = times.toSorted().at(-1) ?? '';
        expect(spoken(passing([opened], ...times))).toEqual(ALL.filter(line => line.slice(-24) <= latest));
      }),
    );
  });

  it('stops acknowledge at confirm, first answer at act, and resolve at the close', () => {
    expect(spoken(passing([opened, confirmed], march(31)))).toEqual(ALL.slice(2));
    expect(spoken(passing([opened, confirmed, empathised], march(31)))).toEqual(ALL.slice(2));
    expect(spoken(passing([opened, confirmed, empathised, actedOn], march(31)))).toEqual(ALL.slice(4));
    expect(spoken(passing(histories.closed, march(31)))).toEqual([]);
  });

  it('is silent while the customer has to answer', () => {
    expect(spoken(passing([opened, paused], march(31)))).toEqual([]);
  });

  it('never takes back what it has said, when a step in time is told late', () => {
    const told = handle(passing([opened], march(3)), { ...commands.ConfirmProblem, at: march(2, '15:00') });
    expect(spoken(passing(told, march(31)))).toEqual(ALL);
    const late = fold(told);
    expect(late).toMatchObject({
      file: { step: 'empathise', clocks: { acknowledge: { breached: true, stopped: true } } },
    });
  });

  it('is asked for again exactly when it will speak next', () => {
    expect(complaint.nextDue?.(fold([opened]))).toBe(march(2, '16:24'));
    expect(complaint.nextDue?.(fold(passing([opened], march(2, '16:24'))))).toBe(march(3));
    expect(complaint.nextDue?.(fold(passing([opened], march(31))))).toBeNull();
    expect(complaint.nextDue?.(fold([opened, paused]))).toBeNull();
  });
});

const anyCommand = fc
  .record({
    type: fc.constantFrom(...Object.values(commands)),
    minutes: fc.integer({ min: 0, max: 10 * 1440 }),
    soon: fc.uuid(),
  })
  .map(({ type: command, minutes, soon }): ComplaintCommand => {
    const at = new Date(Date.parse(march(2)) + minutes * 60_000).toISOString();
    if (command.type === 'PassTime') return { ...command, now: at };
    if (command.type === 'VerifyComplaint' || command.type === 'CloseComplaint')
      return { ...command, at, callBackIds: { ...callBackIds, soon } };
    return command.type === 'ConfirmProblem' ? { ...command, at, agreedAt: at } : { ...command, at };
  });

describe('the state of a complaint', () => {
  it('is the fold of its events: what any commands leave is what its events tell from the first', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 25 }), sent => {
        let state = complaint.initial;
        const log: ComplaintEvent[] = [];
        for (const command of sent.sort((a, b) => (when(a) < when(b) ? -1 : 1))) {
          for (const event of handle(log, command).slice(log.length)) {
            state = complaint.evolve(state, event);
            log.push(JSON.parse(JSON.stringify(event)));
          }
        }
        expect(JSON.parse(JSON.stringify(fold(log)))).toEqual(JSON.parse(JSON.stringify(state)));
        expect(new Set(spoken(log)).size).toBe(spoken(log).length);
      }),
    );
  });

  it('has each call-back missed at most once, when it was due, and never one that was done in time or cancelled', () => {
    const open = [...histories['at verify']];
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 12 }), sent => {
        const log = sent.reduce(handle, handle(open, { ...commands.VerifyComplaint, callBackIds }));
        const ends = log.filter(({ type }) => /^CallBack(Done|Missed|Cancelled)$/.test(type));
        const missed = ends.flatMap(event => (event.type === 'CallBackMissed' ? [event] : []));
        expect(new Set(missed.map(({ at, data }) => `${at} ${data.callBackId}`)).size).toBe(missed.length);
        for (const { at, data } of missed) expect(at).toBe(data.dueAt);
        const done = log.flatMap(event => (event.type === 'CallBackDone' ? [event] : []));
        for (const { data } of done) {
          const before = log.findIndex(
            event => event.type === 'CallBackMissed' && event.data.callBackId === data.callBackId,
          );
          expect(before >= 0).toBe(data.late);
        }
      }),
    );
  });

  it('stays small, whatever happens to it', () => {
    const round = [actedOn, { ...confirmed }, { ...empathised }];
    const long = Array.from({ length: 100 }, () => round).flat();
    expect(JSON.stringify(fold([opened, confirmed, empathised, ...long])).length).toBeLessThan(4_000);
  });

  it('knows nothing of what happened to a complaint that was never opened', () => {
    expect(fold([confirmed])).toEqual(complaint.initial);
  });
});

const when = (command: ComplaintCommand): string => (command.type === 'PassTime' ? command.now : command.at);
