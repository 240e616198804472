import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import type { ComplaintCommand } from './complaint.commands.ts';
import type { ComplaintEvent } from './complaint.ts';
import { complaint } from './complaint.decide.ts';
import {
  actedOn,
  closed,
  commands,
  confirmed,
  empathised,
  histories,
  ids,
  march,
  opened,
  paused,
  rules,
  type History,
} from './complaint.fixture.ts';

const { given } = specification(complaint);

/** The events that follow, where a test looks at parts of them only. */
const decided = (history: readonly ComplaintEvent[], command: ComplaintCommand) =>
  complaint.decide(command, given(history).state);

type Verdict = string;

const PLACES = [
  'unknown',
  'at confirm',
  'at empathise',
  'at act',
  'at verify',
  'paused',
  'closed',
  'historic',
] as const satisfies readonly History[];
const [unknown, order, still, over] = [
  'complaint-unknown',
  'step-out-of-order',
  'complaint-paused',
  'complaint-closed',
];
const [open, runs, noCall] = ['complaint-open', 'complaint-not-paused', 'call-back-unknown'];

/** The law: what becomes of each command, fully evidenced, in each place of `PLACES`. */
const LAW: Record<ComplaintCommand['type'], readonly Verdict[]> = {
  //                        unknown  confirm    empathise  act        verify     paused     closed     historic
  OpenComplaint: /*      */ ['done', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
  ConfirmProblem: /*     */ [unknown, 'done', order, order, order, still, over, over],
  Empathise: /*          */ [unknown, order, 'done', order, order, still, over, over],
  ActOnComplaint: /*     */ [unknown, order, order, 'done', order, still, over, over],
  VerifyComplaint: /*    */ [unknown, order, order, order, 'done', still, over, over],
  CloseComplaint: /*     */ [unknown, 'done', 'done', 'done', 'done', 'done', over, over],
  PauseComplaint: /*     */ [unknown, 'done', 'done', 'done', 'done', still, over, over],
  ResumeComplaint: /*    */ [unknown, runs, runs, runs, runs, 'done', over, over],
  ReopenComplaint: /*    */ [unknown, open, open, open, open, open, 'done', over],
  AttemptCallBack: /*    */ [unknown, open, open, open, open, open, noCall, over],
  AnswerCallBack: /*     */ [unknown, open, open, open, open, open, noCall, over],
  CancelCallBack: /*     */ [unknown, open, open, open, open, open, noCall, over],
  RecordHistoricComplaint: ['done', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
  PassTime: /*           */ ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
};

const cases = Object.values(commands).flatMap(command =>
  PLACES.map((place, i) => ({ command, place, verdict: LAW[command.type][i] ?? '' })),
);

describe('every command in every state', () => {
  it.each(cases)('$command.type, $place: $verdict', ({ command, place, verdict }) => {
    const then = given(histories[place]).when(command);
    if (verdict === 'nothing') then.thenNothing();
    else if (verdict !== 'done') then.thenRefused(verdict);
    else expect(decided(histories[place], command).events).toHaveLength(1);
  });
});

const without = <C extends object>(command: C, ...fields: (keyof C)[]): C => {
  const rest = { ...command };
  for (const field of fields) delete rest[field];
  return rest;
};

describe('opening a complaint', () => {
  it('starts the house clock and keeps the story out of the event', () => {
    const decision = given([]).when(commands.OpenComplaint).then([opened]);
    expect(decision.personal).toEqual({ narrative: 'It came four days late.' });
  });

  it('halves the times for a diamond customer', () => {
    const [event] = decided([], { ...commands.OpenComplaint, valueClass: 'diamond' }).events;
    expect(event).toMatchObject({
      data: { due: { acknowledge: march(2, '14:00'), firstAnswer: march(3), resolve: march(9) } },
    });
  });
});

describe('step 1, confirm', () => {
  const { ConfirmProblem } = commands;

  it('is done when the customer has agreed to the problem as restated', () => {
    const { at, agreedAt, agreedBy } = ConfirmProblem;
    const decision = given([opened])
      .when(ConfirmProblem)
      .then([{ type: 'ComplaintConfirmed', at, data: { ...ids, agreedAt, agreedBy, demands: ['quick', 'fair'] } }]);
    expect(decision.personal).toEqual({ restatement: 'The parcel came four days late.' });
  });

  it.each(['restatement', 'agreedAt', 'agreedBy', 'demands'] as const)(
    'is refused without %s, which it names',
    field => {
      const refusal = given([opened]).when(without(ConfirmProblem, field)).thenRefused('evidence-missing');
      expect(refusal.errors).toMatchObject([{ pointer: `/${field}` }]);
    },
  );

  it('is refused when the customer agreed after it', () => {
    given([opened])
      .when({ ...ConfirmProblem, agreedAt: march(3) })
      .thenRefused('time-order');
  });

  it('is refused when dated before the complaint, beyond what clocks differ by', () => {
    given([opened])
      .when({ ...ConfirmProblem, at: march(2, '09:54'), agreedAt: march(2, '09:54') })
      .thenRefused('time-order');
    const skewed = { ...ConfirmProblem, at: march(2, '09:55'), agreedAt: march(2, '09:55') };
    expect(decided([opened], skewed).events).toHaveLength(1);
  });
});

describe('step 2, empathise', () => {
  const { Empathise } = commands;

  it.each(['sympathy', 'apology', 'thanks'] as const)('is refused without %s', field => {
    given([opened, confirmed]).when(without(Empathise, field)).thenRefused('evidence-missing');
  });

  it('may leave the why for later, and takes it at a later step', () => {
    const at = march(2, '15:00');
    const told = { ...empathised, data: { ...empathised.data, whyExplained: false } };
    given([opened, confirmed])
      .when(without(Empathise, 'why'))
      .then([{ type: 'ComplaintEmpathised', at, data: { ...ids, whyExplained: false } }]);
    given([opened, confirmed, told, actedOn])
      .when({ type: 'Empathise', at, why: true })
      .then([{ type: 'ComplaintEmpathised', at, data: { ...ids, whyExplained: true } }]);
  });
});

describe('step 3, act', () => {
  const { ActOnComplaint } = commands;
  const before = [opened, confirmed, empathised];

  it.each(['actions', 'answered', 'outcome'] as const)('is refused without %s', field => {
    given(before).when(without(ActOnComplaint, field)).thenRefused('evidence-missing');
  });

  it('must answer each demand, those told at the opening and those told later', () => {
    const refusal = given(before)
      .when({ ...ActOnComplaint, answered: [] })
      .thenRefused('demand-unanswered');
    expect(refusal.message).toContain('quick, fair');
  });

  it('gives a reason when it does not uphold the complaint', () => {
    given(before)
      .when({ ...ActOnComplaint, outcome: 'notUpheld' })
      .thenRefused('evidence-missing');
    const refused = { ...ActOnComplaint, outcome: 'notUpheld' as const, finalAnswer: 'It was on time.' };
    expect(decided(before, refused).personal).toEqual({ finalAnswer: 'It was on time.' });
  });
});

describe('step 4, verify', () => {
  const { VerifyComplaint, CloseComplaint } = commands;
  const before = [opened, confirmed, empathised, actedOn];
  const { at } = VerifyComplaint;

  it('closes as recovered when the customer says solved, and is satisfied again', () => {
    given(before)
      .when(VerifyComplaint)
      .then([{ ...closed, at }]);
  });

  it.each([
    ['not solved', { solved: false, score: 5 }],
    ['solved but neither glad nor angry', { solved: true, score: 3 }],
  ])('goes back to act when it is %s, to answer what was not met', (_what, answer) => {
    const notSatisfied = {
      type: 'ComplaintNotSatisfied' as const,
      at,
      data: { ...ids, score: answer.score, unmet: ['fair' as const] },
    };
    given(before)
      .when({ ...VerifyComplaint, ...answer, met: ['quick'], unmet: ['fair'] })
      .then([notSatisfied]);
    given([...before, notSatisfied])
      .when({ ...commands.ActOnComplaint, answered: ['quick'] })
      .thenRefused('demand-unanswered');
    const better = { ...commands.ActOnComplaint, answered: ['fair' as const] };
    expect(decided([...before, notSatisfied], better).events).toHaveLength(1);
  });

  it.each(['solved', 'score', 'met', 'unmet'] as const)('is refused without %s', field => {
    given(before).when(without(VerifyComplaint, field)).thenRefused('evidence-missing');
  });

  it('asks about each demand, and takes no demand as both met and not met', () => {
    given(before)
      .when({ ...VerifyComplaint, met: ['quick'] })
      .thenRefused('evidence-missing');
    given(before)
      .when({ ...VerifyComplaint, unmet: ['fair'] })
      .thenRefused('evidence-missing');
  });

  it('needs the why to have been told', () => {
    const silent = { ...empathised, data: { ...empathised.data, whyExplained: false } };
    given([opened, confirmed, silent, actedOn]).when(VerifyComplaint).thenRefused('evidence-missing');
  });

  it('ends without the customer once a final response was given, and not before; that is no recovery', () => {
    const refused = { ...CloseComplaint, reason: 'finalResponseNotAccepted' as const };
    given([opened, confirmed, empathised]).when(refused).thenRefused('step-out-of-order');
    const ending = { reason: refused.reason, recovered: false, outcome: 'upheld' as const, met: [], unmet: [] };
    given(before)
      .when(refused)
      .then([{ type: 'ComplaintClosed', at, data: { ...ids, ...ending } }]);
  });

  it.each([
    ['two tries', [1, 13], ['phone', 'email']],
    ['one channel', [1, 8, 16], ['phone', 'phone', 'phone']],
    ['less than ten business days', [2, 8, 13], ['phone', 'email', 'phone']],
  ])('does not call a customer unreachable after %s', (_what, days, channels) => {
    const tries = days.map((day, i) => ({ at: march(day), channel: channels[i] ?? '' }));
    given(before)
      .when({ ...CloseComplaint, reason: 'unreachable', tries })
      .thenRefused('evidence-missing');
  });

  it('keeps the tries after which a customer counts as unreachable', () => {
    const tries = [2, 9, 16].map((day, i) => ({ at: march(day), channel: i === 1 ? 'email' : 'phone' }));
    const [event] = decided(before, { ...CloseComplaint, at: march(16), reason: 'unreachable', tries }).events;
    expect(event).toMatchObject({ type: 'ComplaintClosed', data: { reason: 'unreachable', recovered: false, tries } });
  });
});

describe('waiting for the customer', () => {
  it('moves what is still due by the business time waited', () => {
    given([opened, confirmed, empathised, paused])
      .when({ ...commands.ResumeComplaint, at: march(4, '12:30') })
      .then([
        {
          type: 'ComplaintResumed',
          at: march(4, '12:30'),
          data: {
            ...ids,
            due: { acknowledge: march(3), firstAnswer: march(6), resolve: march(18) },
            warnAt: { acknowledge: march(2, '16:24'), firstAnswer: march(5, '14:48'), resolve: march(16) },
          },
        },
      ]);
  });

  it('moves a due time by as much round the clock: due t0 + 135 for 30 minutes from t0 + 75, paused from 90 to 120', () => {
    const hours = { acknowledge: 0.5, firstAnswer: 0.5, resolve: 0.5 };
    const week = Array.from({ length: 7 }, () => [['00:00', '24:00']]);
    const always = { ...rules.calendar, form: { ...rules.calendar.form, week } };
    const fast = { ...rules, calendar: always, calendars: [always], hours: { ...rules.hours, 3: hours } };
    const begun = decided([], { ...commands.OpenComplaint, at: march(2, '01:15'), rules: fast });
    const waiting = [...begun.events, { ...paused, at: march(2, '01:30') }];
    const resumed = decided(waiting, { ...commands.ResumeComplaint, at: march(2, '02:00'), rules: fast });
    expect(resumed.events).toMatchObject([{ data: { due: { resolve: march(2, '02:15') } } }]);
  });
});

describe('another version of the calendar', () => {
  const form = { ...rules.calendar.form, holidays: ['2026-03-03'] };
  const closedOnTuesday = { ...rules.calendar, version: 2, validFrom: march(2, '12:00'), form };
  const now = { ...rules, calendar: closedOnTuesday, calendars: [rules.calendar, closedOnTuesday] };
  const resolve = (events: readonly ComplaintEvent[]) =>
    events.map(({ data }) => ('due' in data ? data.due.resolve : undefined));

  it('is that of complaints opened from then on, who say so', () => {
    const { events } = decided([], { ...commands.OpenComplaint, rules: now });
    expect(events).toMatchObject([{ data: { calendar: { code: 'office', version: 2 } } }]);
    expect(resolve(events)).toEqual([march(17)]);
  });

  it('moves no clock that was started before: waiting, closing and reopening go by the version it began under', () => {
    const resume = { ...commands.ResumeComplaint, at: march(4, '12:30') };
    const reopen = { ...commands.ReopenComplaint, at: march(4, '14:00') };
    for (const [history, command] of [
      [histories.paused, resume],
      [histories.closed, reopen],
    ] as const) {
      const [before] = resolve(decided(history, command).events);
      expect(before).toBe(march(18));
      expect(resolve(decided(history, { ...command, rules: now }).events)).toEqual([before]);
    }
  });

  it('leaves those alone that began before there was a catalogue', () => {
    const { calendar: _unsaid, ...data } = opened.data;
    const old = { ...rules.calendar, version: 0, validFrom: '' };
    const all = { ...now, calendars: [old, ...now.calendars] };
    const { events } = decided([{ ...opened, data }, paused], {
      ...commands.ResumeComplaint,
      ...{ at: march(4, '12:30'), rules: all },
    });
    expect(resolve(events)).toEqual([march(18)]);
  });
});

describe('reopening', () => {
  it('goes on at act, the resolve clock having stood still meanwhile', () => {
    const { events } = decided(histories.closed, { ...commands.ReopenComplaint, at: march(3, '14:00') });
    expect(events).toMatchObject([
      { data: { step: 'act', due: { acknowledge: march(3), firstAnswer: march(4), resolve: march(17) } } },
    ]);
  });

  it('goes on where it was when it was withdrawn before that, so that no step is skipped', () => {
    const withdrawn = { ...closed, data: { ...closed.data, reason: 'withdrawn' as const, recovered: false } };
    const { events } = decided([opened, withdrawn], commands.ReopenComplaint);
    expect(events).toMatchObject([{ data: { step: 'confirm' } }]);
  });

  it('asks for an answer to every demand again', () => {
    const reopened = decided(histories.closed, commands.ReopenComplaint).events;
    const again = given([...histories.closed, ...reopened]);
    again.when({ ...commands.ActOnComplaint, answered: ['quick'] }).thenRefused('demand-unanswered');
  });
});
