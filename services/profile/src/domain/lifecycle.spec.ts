import { describe, expect, it } from '@jest/globals';
import type { CustomerCommand } from './customer.commands.ts';
import { customer } from './customer.decide.ts';
import { absorbed, ada, merged, registered, unmerged } from './customer.fixture.ts';
import { fell, follow, on, rose } from './lifecycle.fixture.ts';

const start = [registered()].reduce((state, event) => customer.evolve(state, event), customer.initial);

/** What was told by these commands in turn: `from to reason day`. */
function story(...commands: readonly CustomerCommand[]) {
  let state = start;
  const told: string[] = [];
  for (const command of commands) {
    for (const event of customer.decide(command, state).events) {
      state = customer.evolve(state, event);
      if (event.type !== 'LifecycleStageMoved') continue;
      const { from, to, reason, since = '' } = event.data;
      told.push(`${from} ${to} ${reason} ${Math.round((Date.parse(since) - Date.parse(on(0))) / 86_400_000)}`);
    }
  }
  return { told, state, due: customer.nextDue?.(state) ?? null };
}
const at = (day: number) => ({ until: on(day) });

describe('purchases', () => {
  it('make a prospect new, and returning on another day', () => {
    expect(story(follow([on(0)])).told).toEqual(['prospect new firstPurchase 0']);
    expect(story(follow([on(0), on(0.1)])).told).toEqual(['prospect new firstPurchase 0']);
    expect(story(follow([on(0)]), follow([on(0), on(5)])).told.at(-1)).toBe('new returning secondPurchase 5');
  });

  it('make it returning as well where the first becomes known late', () => {
    expect(story(follow([on(5)]), follow([on(0), on(5)])).told).toEqual([
      'prospect new firstPurchase 5',
      'new returning knownLate 5',
    ]);
  });

  it('that are given back, all of them, leave a prospect; who bought more stays', () => {
    const back = { at: on(0), givenBackAt: on(3) };
    expect(story(follow([on(0)]), follow([back], at(3))).told.at(-1)).toBe('new prospect onlyPurchaseRefunded 3');
    expect(story(follow([back, on(5)], at(5))).told.at(-1)).toBe('prospect new firstPurchase 5');
    expect(story(follow([on(0), on(2)]), follow([back, on(2)], at(3))).told).toHaveLength(2);
  });

  it('asked for again change nothing', () => {
    const asked = follow([on(0), on(5), on(400), on(410)]);
    const once = story(asked);
    expect(story(asked, asked).told).toEqual(once.told);
    expect(once.told).toEqual([
      'prospect new firstPurchase 0',
      'new returning secondPurchase 5',
      'returning atRisk silent 95',
      'atRisk lapsed silent 185',
      'lapsed wonBack purchase 400',
      'wonBack returning nextPurchase 410',
    ]);
  });
});

describe('silence', () => {
  it('of 90 days puts at risk who has no rhythm, of 180 makes it lapse: at these very times, whenever they are seen', () => {
    const known = follow([on(0)]);
    expect(story(known).due).toBe(on(90));
    expect(story(known, { ...known, until: on(500) }).told.slice(1)).toEqual([
      'new atRisk silent 90',
      'atRisk lapsed silent 180',
    ]);
  });

  it('is measured by the own interval: twice the median of a week, and lapsed not before 180 days', () => {
    const weekly = follow([on(0), on(7), on(14), on(21)]);
    expect(story(weekly).due).toBe(on(35));
    expect(story(weekly, { ...weekly, until: on(300) }).told.slice(2)).toEqual([
      'returning atRisk silent 35',
      'atRisk lapsed silent 201',
    ]);
    const seldom = follow([on(0), on(80), on(160), on(240)]);
    expect(story(seldom, { ...seldom, until: on(900) }).told.slice(2)).toEqual([
      'returning atRisk silent 400',
      'atRisk lapsed silent 560',
    ]);
  });

  it('ends with a purchase, or with 14 days in which the customer was heard of again', () => {
    expect(story(follow([on(0), on(100)])).told.slice(1)).toEqual([
      'new atRisk silent 90',
      'atRisk returning purchase 100',
    ]);
    const heard = follow([on(0)], { contacts: [on(100)] });
    expect(story(heard).due).toBe(on(114));
    expect(story(heard, { ...heard, until: on(120) }).told.slice(1)).toEqual([
      'new atRisk silent 90',
      'atRisk new heardAgain 114',
    ]);
  });

  it('says nothing of a prospect, nor of who was erased or merged', () => {
    expect(story(follow([], { contacts: [on(0)], until: on(900) })).told).toEqual([]);
    expect(story(follow([on(0)])).due).toBe(on(90));
    const gone = customer.evolve(story(follow([on(0)])).state, absorbed);
    expect(customer.nextDue?.(gone)).toBeNull();
  });

  it('is looked at once when it is due, and again when it was broken meanwhile', () => {
    const { state, due } = story(follow([on(0)]));
    const [event] = customer.decide({ type: 'PassTime', now: on(95) }, state).events;
    expect(event).toEqual({ type: 'StageReviewDue', data: { customerId: ada, dueAt: due }, at: due });
    expect(customer.decide({ type: 'PassTime', now: on(89) }, state).events).toEqual([]);
    if (event === undefined) throw new Error('nothing was due');
    const looking = customer.evolve(state, event);
    expect(customer.nextDue?.(looking)).toBeNull();
    const heard = follow([on(0)], { contacts: [on(80)], until: on(95) });
    expect(customer.decide(heard, looking).events).toEqual([
      { type: 'StageKept', data: { customerId: ada, reviewAt: on(170) } },
    ]);
  });

  it('that was told and was none, by a contact known late, is set right by one more move', () => {
    const told = [follow([on(0)]), follow([on(0)], at(95)), follow([on(0)], { contacts: [on(60)], until: on(60) })];
    expect(story(...told).told.slice(1)).toEqual(['new atRisk silent 90', 'atRisk new knownLate 90']);
  });
});

describe('the risk of losing a customer', () => {
  const monthly = [on(0), on(30), on(60), on(90)];
  const told = (risks: ReturnType<typeof rose>[], until: number, contacts: string[] = []) =>
    story(follow(monthly, { risks, contacts, until: on(until) })).told.slice(2);

  it('puts at risk when it comes to be high, at once and once', () => {
    expect(told([rose(95)], 95)).toEqual(['returning atRisk riskHigh 95']);
    expect(told([rose(95), rose(97)], 97)).toEqual(['returning atRisk riskHigh 95']);
  });

  it('says nothing of who bought nothing yet, is lapsed, or was never high', () => {
    expect(story(follow([], { contacts: [on(0)], risks: [rose(5)], until: on(30) })).told).toEqual([]);
    expect(told([fell(95)], 95)).toEqual([]);
    expect(told([rose(300)], 300).at(-1)).toBe('atRisk lapsed silent 270');
  });

  it('lets the customer back after 14 days in which it is not high, and not before', () => {
    const risks = [rose(95), fell(100)];
    expect(story(follow(monthly, { risks, until: on(100) })).due).toBe(on(114));
    expect(told(risks, 113)).toHaveLength(1);
    expect(told(risks, 114).at(-1)).toBe('atRisk returning riskFell 114');
    expect(told([...risks, rose(110), fell(112)], 125)).toHaveLength(1);
    expect(told([...risks, rose(110), fell(112)], 126).at(-1)).toBe('atRisk returning riskFell 126');
  });

  it('lets the customer back by a purchase, high or not; it has to turn high again to count', () => {
    const bought = (risks: ReturnType<typeof rose>[], until: number) =>
      story(follow([...monthly, on(100)], { risks, until: on(until) })).told.slice(3);
    expect(bought([rose(95)], 110)).toEqual(['atRisk returning purchase 100']);
    expect(bought([rose(95), rose(101)], 110)).toEqual(['atRisk returning purchase 100']);
    expect(bought([rose(95), fell(101), rose(104)], 110).at(-1)).toBe('returning atRisk riskHigh 104');
  });

  it('and silence count together: back when heard of again and not high, for 14 days each', () => {
    const [risks, again] = [[rose(140), fell(152)], [on(160)]];
    expect(told(risks, 150)).toEqual(['returning atRisk riskHigh 140']);
    expect(told([rose(140), fell(145)], 165)).toEqual(['returning atRisk riskHigh 140']);
    expect(told(risks, 173, again)).toHaveLength(1);
    expect(told(risks, 174, again).at(-1)).toBe('atRisk returning heardAgain 174');
    expect(told([rose(155)], 190, again).slice(1)).toEqual([]);
  });

  it('moves who has a long history too, from the last contact on', () => {
    const long = Array.from({ length: 40 }, (_, i) => on(i * 30));
    const { told: moves, due } = story(follow(long), follow(long, { risks: [rose(1175)], until: on(1175) }));
    expect(moves.at(-1)).toBe('returning atRisk riskHigh 1175');
    expect(due).toBe(on(1170 + 180));
    const calm = follow(long, { risks: [rose(1175), fell(1180)], until: on(1194) });
    const all = [follow(long), follow(long, { risks: [rose(1175)], until: on(1175) }), calm];
    expect(story(...all).told.at(-1)).toBe('atRisk returning riskFell 1194');
  });
});

describe('of merged records', () => {
  it('the stage is that of all, and when parted again each has its own', () => {
    const all = follow([on(0), on(5)], { because: 'merged', at: on(6) });
    const own = follow([on(0)], { because: 'unmerged', at: on(8) });
    const { state } = story(follow([on(0)]));
    const together = customer.evolve(state, merged);
    const [joined] = customer.decide(all, together).events;
    expect(joined).toMatchObject({ data: { from: 'new', to: 'returning', reason: 'secondPurchase' } });
    if (!joined) throw new Error('nothing moved');
    const apart = customer.evolve(customer.evolve(together, joined), unmerged);
    expect(customer.decide(own, apart).events).toMatchObject([
      { data: { from: 'returning', to: 'new', reason: 'unmerged', since: on(8) } },
    ]);
  });

  it('those with a long history go back to where they stood before', () => {
    const long = (days: number) => Array.from({ length: days }, (_, i) => on(i * 10));
    const { state } = story(follow(long(30), { because: 'facts' }));
    const together = customer.evolve(state, merged);
    const silent = { ...follow(long(30)), until: on(600), because: 'merged' as const, at: on(600) };
    const moved = customer.decide(silent, together).events.reduce(customer.evolve, together);
    expect(moved).toMatchObject({ stage: 'lapsed' });
    const apart = customer.evolve(moved, unmerged);
    const own = { ...follow(long(60)), because: 'unmerged' as const, at: on(601), until: on(601) };
    expect(customer.decide(own, apart).events).toMatchObject([
      { data: { from: 'lapsed', to: 'returning', reason: 'unmerged' } },
    ]);
  });
});
