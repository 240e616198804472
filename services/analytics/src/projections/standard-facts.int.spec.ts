import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { wilsonInterval } from '@rapport/statistics';
import type { Told } from '@rapport/testing';
import { attainment } from '../api/standard-measures.ts';
import { ada, adasTablet, ben, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { satisfaction } from './satisfaction.projection.ts';
import { standardFacts } from './standard-facts.projection.ts';
import { measuredGroups } from './standards.query.ts';

type Facts = typeof interactionsEvents.StandardMet.example;
type Type = 'StandardMet' | 'StandardBreached' | 'StandardWarned' | 'StandardEscalated' | 'StandardClockOpened';

let house: Warehouse;
let n = 0;
beforeAll(async () => {
  house = await warehouse(standardFacts, satisfaction);
});
afterAll(() => house.database.drop());

const { example } = interactionsEvents.StandardClockOpened;
const on = (day: string): string => `${day}T12:00:00.000Z`;
const told = (type: Type, day: string, more: Partial<Facts> = {}): Told => {
  const customerId = more.customerId ?? ada;
  return {
    type,
    subject: customerId,
    occurredAt: on(day),
    data: { ...example, clockId: numbered(++n), customerId, ...more },
  };
};
const stopped = (
  day: string,
  ended: 'late' | 'withdrawn',
  more: Partial<Facts> & { readonly mistaken?: boolean } = {},
): Told => ({
  ...told('StandardMet', day, more),
  type: 'StandardClockStopped',
  data: { ...example, clockId: numbered(++n), customerId: ada, ...more, ended },
});
const attained = async (standard: string) =>
  attainment(await measuredGroups(house.database.pool, { months: 12, until: '2026-12', standard }));

describe('attainment', () => {
  it('counts what was met and breached, with an interval; who gave up is beside them', async () => {
    const of = { standard: 'phone.answer', channel: 'phone', target: 0.8, withdrawnAtMost: 0.05 };
    await house.deliver(
      told('StandardMet', '2026-03-02', of),
      told('StandardMet', '2026-03-03', { ...of, valueClass: 'gold' }),
      told('StandardBreached', '2026-04-02', of),
      stopped('2026-04-03', 'withdrawn', of),
      told('StandardWarned', '2026-04-02', of),
      told('StandardClockOpened', '2026-04-02', of),
      told('StandardEscalated', '2026-04-02', of),
    );
    const { value: share, low, high } = wilsonInterval(2, 3) ?? {};
    expect(await attained('phone.answer')).toMatchObject([
      {
        ...{ version: 1, measure: 'answer', target: 0.8, withdrawnAtMost: 0.05 },
        ...{ n: 3, met: 2, share, low, high, withdrawn: 1, onTarget: false },
        months: [
          { month: '2026-03', n: 2, met: 2, withdrawn: 0 },
          { month: '2026-04', n: 1, met: 0, withdrawn: 1 },
        ],
        channels: [{ channel: 'phone', n: 3 }],
        valueClasses: [
          { valueClass: 'gold', n: 1, met: 1 },
          { valueClass: 'other', n: 2, met: 1 },
        ],
      },
    ]);
  });

  it('of an old version stays with it', async () => {
    const standard = 'chat.answer';
    await house.deliver(
      told('StandardMet', '2026-03-02', { standard }),
      told('StandardBreached', '2026-03-20', { standard, version: 2, limit: 1 }),
      told('StandardMet', '2026-03-21', { standard }),
    );
    expect(await attained(standard)).toMatchObject([
      { version: 2, n: 1, met: 0 },
      { version: 1, n: 2, met: 2 },
    ]);
  });

  it('is not moved by what becomes of a clock after it was breached, in whatever batch that comes', async () => {
    const [standard, clockId, other] = ['letter.answer', numbered(++n), numbered(++n)];
    await house.deliver(told('StandardBreached', '2026-03-02', { standard, clockId }));
    await house.deliver(stopped('2026-03-03', 'withdrawn', { standard, clockId }));
    await house.deliver(
      told('StandardBreached', '2026-03-02', { standard, clockId: other }),
      stopped('2026-03-03', 'late', { standard, clockId: other }),
    );
    expect(await attained(standard)).toMatchObject([{ n: 2, met: 0, withdrawn: 0 }]);
  });

  it('leaves out what turned out to have been measured for no reason, in whatever batch that is told', async () => {
    const [standard, clockId, other, again] = ['app.resolve', numbered(++n), numbered(++n), numbered(++n)];
    const eve = numbered(++n);
    const of = { standard, customerId: eve };
    const none = (id: string) => stopped('2026-03-05', 'withdrawn', { ...of, clockId: id, mistaken: true });
    const met = (id: string) => told('StandardMet', '2026-03-02', { ...of, clockId: id });
    await house.deliver(met(clockId));
    await house.rows('delete from app.satisfaction_due');
    await house.deliver(none(clockId));
    expect(await house.rows('select recorded_customer_id as id from app.satisfaction_due')).toEqual([{ id: eve }]);
    await house.deliver(met(other), none(other), told('StandardBreached', '2026-03-02', { ...of, clockId: again }));
    expect(await attained(standard)).toMatchObject([{ n: 1, met: 0, withdrawn: 0 }]);
  });

  it('counts observed conduct that was held against a standard', async () => {
    const { example: seen } = interactionsEvents.ConductObserved;
    const { standard: _none, version: _no, target: _nor, met: _neither, ...unheld } = seen;
    const observed = (met: boolean): Told => ({
      type: 'ConductObserved',
      subject: `conduct:${numbered(++n)}`,
      occurredAt: on('2026-03-02'),
      data: { ...seen, met, observationId: numbered(n) },
    });
    await house.deliver(observed(true), observed(false), {
      type: 'ConductObserved',
      subject: 'conduct:unheld',
      data: { ...unheld, observationId: numbered(++n) },
    });
    expect(await attained('conduct.courtesies')).toMatchObject([{ measure: 'courtesies', n: 2, met: 1, target: 0.95 }]);
    expect(await house.rows('select count(*)::integer as n from analytics.conduct')).toEqual([{ n: 3 }]);
  });
});

describe('experiences', () => {
  const lived = (customerId: string) =>
    house.rows(
      'select kind, score, occurred_at, cause_id from app.experiences where recorded_customer_id = $1 order by occurred_at',
      [customerId],
    );

  it('are made of promises kept and broken, once each; what is counted is scored by its own', async () => {
    const interactionId = numbered(++n);
    await house.deliver(
      told('StandardMet', '2026-03-02', { customerId: ben, interactionId }),
      told('StandardBreached', '2026-03-03', { customerId: ben, measure: 'resolve', interactionId }),
      told('StandardBreached', '2026-03-04', { customerId: ben, measure: 'handOvers' }),
      told('StandardBreached', '2026-03-04', { customerId: ben, measure: 'orderRight' }),
    );
    expect(await lived(ben)).toEqual([
      { kind: 'standardMet', score: 0.1, occurred_at: new Date(on('2026-03-02')), cause_id: interactionId },
      { kind: 'standardBreached', score: -0.4, occurred_at: new Date(on('2026-03-03')), cause_id: interactionId },
    ]);
  });

  it('mark the customer, whose satisfaction is worked out again', async () => {
    await house.deliver(told('StandardMet', '2026-03-02', { customerId: adasTablet }));
    expect(
      await house.rows('select 1 as marked from app.satisfaction_due where recorded_customer_id = $1', [adasTablet]),
    ).toEqual([{ marked: 1 }]);
  });
});
