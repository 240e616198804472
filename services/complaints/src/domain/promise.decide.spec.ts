import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { march } from './complaint.fixture.ts';
import type { PromiseCommand, PromiseEvent } from './promise.commands.ts';
import { promise } from './promise.decide.ts';
import { broken, commands, facts, histories, kept, made, released } from './promise.fixture.ts';

const { given } = specification(promise);

const PLACES = ['unknown', 'open', 'kept', 'broken', 'kept late', 'released'] as const;
const [unknown, tooLate, over] = ['promise-unknown', 'promise-broken', 'promise-closed'];

/** The law: what becomes of each command, sent on the day before it is due or after its end, in each place. */
const LAW: Record<PromiseCommand['type'], readonly string[]> = {
  //                        unknown  open       kept       broken     kept late  released
  MakePromise: /*        */ ['done', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
  KeepPromise: /*        */ [unknown, 'done', 'nothing', 'done', 'nothing', over],
  RenegotiatePromise: /* */ [unknown, 'done', over, tooLate, over, over],
  ReassignPromise: /*    */ [unknown, 'done', over, 'done', over, over],
  ReleasePromise: /*     */ [unknown, 'done', over, tooLate, over, 'nothing'],
  PassTime: /*           */ ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
};
const cases = Object.values(commands).flatMap(command =>
  PLACES.map((place, i) => ({ command, place, verdict: LAW[command.type][i] ?? '' })),
);

describe('every command in every state of a promise', () => {
  it.each(cases)('$command.type, $place: $verdict', ({ command: sent, place, verdict }) => {
    const command = place === 'kept late' && 'at' in sent ? { ...sent, at: march(7) } : sent;
    const then = given(histories[place]).when(command);
    if (verdict === 'nothing') then.thenNothing();
    else if (verdict !== 'done') then.thenRefused(verdict);
    else expect(promise.decide(command, given(histories[place]).state).events).toHaveLength(1);
  });
});

describe('a promise', () => {
  it('tells who promised what kind of thing by when; what it was is personal', () => {
    expect(given([]).when(commands.MakePromise).then([made]).personal).toEqual({ what: commands.MakePromise.what });
  });

  it('is for a time to come', () => {
    const refused = given([])
      .when({ ...commands.MakePromise, at: facts.dueAt })
      .thenRefused('time-order');
    expect(refused.errors).toMatchObject([{ pointer: '/dueAt' }]);
  });

  it('is kept before its time, and broken at its time', () => {
    const just = march(5, '09:59');
    given([made])
      .when({ type: 'KeepPromise', at: just })
      .then([kept(just)]);
    given([made]).when({ type: 'PassTime', now: just }).thenNothing();
    given([made])
      .when({ type: 'PassTime', now: march(5) })
      .then([broken]);
    given([made])
      .when({ type: 'PassTime', now: march(20) })
      .then([broken]);
  });

  it('that is kept after its time was broken, and stays so', () => {
    given([made])
      .when({ type: 'KeepPromise', at: march(6) })
      .then([broken, kept(march(6), true)]);
    given([made, broken])
      .when({ type: 'KeepPromise', at: march(6) })
      .then([kept(march(6), true)]);
    expect(given(histories['kept late']).state).toMatchObject({ status: 'kept', broken: true, endedAt: march(6) });
  });

  it('that somebody says was kept in time, when it had been told as broken, takes nothing back', () => {
    given([made, broken])
      .when({ type: 'KeepPromise', at: march(4) })
      .then([kept(march(4), true)]);
  });

  it('has another time when the customer agrees to it before the first, and is due then', () => {
    const data = { promiseId: facts.promiseId, customerId: facts.customerId, ownerId: 'agent-7', from: march(5) };
    const moved = {
      type: 'PromiseRenegotiated' as const,
      at: march(4),
      data: { ...data, dueAt: march(9), reason: 'partLate', agreedBy: 'phone' },
    };
    given([made]).when(commands.RenegotiatePromise).then([moved]);
    const { state } = given([made, moved]);
    expect([promise.nextDue?.(state), state?.timesRenegotiated]).toEqual([march(9), 1]);
    given([made, moved])
      .when({ type: 'PassTime', now: march(6) })
      .thenNothing();
    given([made])
      .when({ ...commands.RenegotiatePromise, at: march(5) })
      .thenRefused('promise-broken');
    given([made])
      .when({ ...commands.RenegotiatePromise, dueAt: march(4) })
      .thenRefused('time-order');
    given([made])
      .when({ ...commands.RenegotiatePromise, dueAt: march(5) })
      .thenNothing();
  });

  it('goes to somebody else with its team, or to another one', () => {
    const ids = { promiseId: facts.promiseId, customerId: facts.customerId };
    const to = (team: string) => ({
      type: 'PromiseReassigned' as const,
      at: march(4),
      data: { ...ids, ownerId: 'agent-8', from: 'agent-7', team, dueAt: march(5) },
    });
    given([made])
      .when(commands.ReassignPromise)
      .then([to('north')]);
    given([made])
      .when({ ...commands.ReassignPromise, team: 'south' })
      .then([to('south')]);
    expect(given([made, to('south')]).state?.facts).toMatchObject({ ownerId: 'agent-8', team: 'south' });
    given([made])
      .when({ ...commands.ReassignPromise, ownerId: 'agent-7' })
      .thenNothing();
  });

  it('cannot have been kept before it was made', () => {
    given([made])
      .when({ type: 'KeepPromise', at: march(2, '09:50') })
      .thenRefused('time-order');
  });

  it('is told a second time as what it was', () => {
    given([made])
      .when({ ...commands.MakePromise, facts: { ...facts, kind: 'visit' } })
      .thenNothing();
  });
});

describe('a promise of the past', () => {
  const past = { ...commands.MakePromise, filedAt: march(30) };
  const history = (...events: PromiseEvent[]) => events.map(event => ({ ...event, imported: true }));

  it('is told with what became of it, at once and as history', () => {
    const told = (status: 'kept' | 'released', at: string) =>
      given([]).when({ ...past, outcome: status === 'kept' ? { status, at } : { status, at, reason: 'notWanted' } });
    told('kept', march(4)).then(history(made, kept(march(4))));
    told('kept', march(6)).then(history(made, broken, kept(march(6), true)));
    told('released', march(4)).then(history(made, released(march(4))));
    told('released', march(6)).then(history(made, broken));
    told('kept', march(1)).thenRefused('time-order');
  });

  it('was broken where its time has passed and nobody says otherwise; what is still due is no history', () => {
    given([]).when(past).then(history(made, broken));
    given([])
      .when({ ...past, filedAt: march(4) })
      .then(history(made));
    given(histories.open)
      .when({ type: 'PassTime', now: march(6) })
      .then([broken]);
  });
});
