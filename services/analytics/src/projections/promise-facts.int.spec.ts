import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { wilsonInterval } from '@rapport/statistics';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { warehouse, type Warehouse } from './facts.fixture.ts';
import { promiseFacts } from './promise-facts.projection.ts';
import * as promised from './promises.fixture.ts';
import { merged } from './risk.fixture.ts';
import { satisfaction } from './satisfaction.projection.ts';

const { on } = promised;
let house: Warehouse;
let ada: string;
beforeAll(async () => {
  house = await warehouse(identityMap, promiseFacts, satisfaction);
});
afterAll(() => house.database.drop());
beforeEach(() => {
  ada = newId();
});

const show = async (promiseId: string) => {
  const [row] = await house.rows(
    `select status, broken, ended_at, first_due_at, due_at, times_renegotiated, owner_id, team, release_reason
     from analytics.promises where promise_id = $1`,
    [promiseId],
  );
  return row;
};
const lived = (customerId: string) =>
  house.rows(
    `select kind, score, occurred_at, cause_id, event_id = (select coalesce(broken_event_id, kept_event_id)
       from facts.promises p where p.promise_id = e.cause_id) as told_by_it
     from app.experiences e where recorded_customer_id = $1 order by occurred_at`,
    [customerId],
  );

describe('facts of promises', () => {
  it('follow one promise through its events, over batches', async () => {
    const given = promised.promise(ada, { dueAt: on(5), team: 'care' });
    await house.deliver(given.made(1));
    expect(await show(given.id)).toMatchObject({ status: 'open', broken: false, ended_at: null, team: 'care' });
    await house.deliver(given.renegotiated(2, on(7)), given.reassigned(3, 'agent-8'));
    await house.deliver(given.renegotiated(4, on(9)));
    await house.deliver(given.kept(8, false));
    expect(await show(given.id)).toEqual({
      ...{ status: 'kept', broken: false, ended_at: new Date(on(8)), release_reason: null },
      ...{ first_due_at: new Date(on(5)), due_at: new Date(on(9)), times_renegotiated: 2 },
      ...{ owner_id: 'agent-8', team: null },
    });
  });

  it('say of one that was kept late that it is kept, and was broken', async () => {
    const given = promised.promise(ada, { dueAt: on(5) });
    await house.deliver(given.made(1), given.broken());
    expect(await show(given.id)).toMatchObject({ status: 'broken', broken: true, ended_at: new Date(on(5)) });
    await house.deliver(given.kept(8, true));
    expect(await show(given.id)).toMatchObject({ status: 'kept', broken: true, ended_at: new Date(on(8)) });
  });

  it('keep apart what the customer did not want any more', async () => {
    const given = promised.promise(ada, { dueAt: on(5) });
    await house.deliver(given.made(1), given.released(2));
    expect(await show(given.id)).toMatchObject({
      ...{ status: 'released', broken: false, ended_at: new Date(on(2)), release_reason: 'notWanted' },
    });
  });

  it('are those of the current customer while records are merged, and no longer', async () => {
    const tablet = newId();
    const given = promised.promise(tablet, { dueAt: on(5) });
    const whose = () =>
      house.rows('select customer_id, recorded_customer_id from analytics.promises where promise_id = $1', [given.id]);
    await house.deliver(given.made(1), merged('CustomersMerged', ada, tablet));
    expect(await whose()).toEqual([{ customer_id: ada, recorded_customer_id: tablet }]);
    await house.deliver(merged('CustomersUnmerged', ada, tablet));
    expect(await whose()).toEqual([{ customer_id: tablet, recorded_customer_id: tablet }]);
  });

  it('come out the same in whatever batches and order of customers they are told', async () => {
    const facts = async (ids: readonly string[]) =>
      house.rows(
        `select status, broken, ended_at, due_at, times_renegotiated from analytics.promises where promise_id = any($1) order by kind`,
        [ids],
      );
    const told = (kind: string) => {
      const given = promised.promise(newId(), { dueAt: on(5), kind });
      const stories = {
        kept: [given.made(1), given.renegotiated(2, on(6)), given.kept(5, false)],
        late: [given.made(1), given.broken(), given.kept(8, true)],
        released: [given.made(1), given.released(3)],
        open: [given.made(1), given.reassigned(2, 'agent-9')],
      };
      return { id: given.id, events: stories[kind as keyof typeof stories] };
    };
    const kinds = ['kept', 'late', 'open', 'released'];
    const inOrder = kinds.map(told);
    await house.deliver(...inOrder.flatMap(({ events }) => events));
    const expected = await facts(inOrder.map(({ id }) => id));
    const turns = fc.shuffledSubarray(['kept', 'kept', 'kept', 'late', 'late', 'late', 'open', 'open', 'released'], {
      minLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(turns, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 9 }), async (order, sizes) => {
        const stories = new Map(kinds.map(kind => [kind, told(kind)]));
        const queues = new Map([...stories].map(([kind, { events }]) => [kind, [...events]]));
        const all = [...order, 'released'].flatMap(kind => queues.get(kind)?.shift() ?? []);
        for (const size of sizes) await house.deliver(...all.splice(0, size));
        await house.deliver(...all);
        expect(await facts([...stories.values()].map(({ id }) => id))).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});

describe('promises kept, by month', () => {
  it('are the share kept in time of those kept in time or broken, with an interval; late ones stay broken', async () => {
    const kind = 'repair';
    const of = () => promised.promise(ada, { dueAt: on(5), kind, team: 'care' });
    const [a, b, late, gone, open, lastMonth] = [of(), of(), of(), of(), of(), of()];
    await house.deliver(
      ...[a.made(1), a.kept(2, false), b.made(1), b.renegotiated(2, on(9)), b.kept(8, false)],
      ...[late.made(1), late.broken(), late.kept(6, true), gone.made(1), gone.released(2), open.made(1)],
      ...[lastMonth.made(-2), lastMonth.kept(-1, false)],
    );
    const wilson = wilsonInterval(2, 3);
    expect(
      await house.rows(`select * from analytics.promises_kept where kind = $1 and month = '2026-03'`, [kind]),
    ).toEqual([
      {
        ...{ month: '2026-03', team: 'care', kind, promises: 3, kept: 2, broken: 1, kept_late: 1, renegotiated: 1 },
        share: expect.closeTo(2 / 3, 12),
        low: expect.closeTo(wilson?.low ?? NaN, 12),
        high: expect.closeTo(wilson?.high ?? NaN, 12),
      },
    ]);
  });
});

describe('promises as experiences', () => {
  it('are good when kept in time and bad when broken, as catalogued, told by the event of it', async () => {
    const [kept, broken] = [promised.promise(ada, { dueAt: on(5) }), promised.promise(ada, { dueAt: on(6) })];
    await house.deliver(kept.made(1), kept.kept(4, false), broken.made(1), broken.broken());
    expect(await lived(ada)).toEqual([
      { kind: 'promiseKept', score: 0.3, occurred_at: new Date(on(4)), cause_id: kept.id, told_by_it: true },
      { kind: 'promiseBroken', score: -0.8, occurred_at: new Date(on(6)), cause_id: broken.id, told_by_it: true },
    ]);
  });

  it('stay as bad when the promise is kept late, and are none while it is open, moved in time or released', async () => {
    const of = () => promised.promise(ada, { dueAt: on(5) });
    const [late, moved, gone] = [of(), of(), of()];
    await house.deliver(late.made(1), late.broken(), moved.made(1), moved.renegotiated(2, on(20)), gone.made(1));
    await house.deliver(late.kept(7, true), gone.released(3));
    expect(await lived(ada)).toMatchObject([{ kind: 'promiseBroken', occurred_at: new Date(on(5)) }]);
  });

  it('have the complaint or the contact as their cause, so that both are put right with it', async () => {
    const inComplaint = promised.promise(ada, { dueAt: on(5), complaintId: newId(), interactionId: newId() });
    const inContact = promised.promise(ada, { dueAt: on(6), interactionId: newId() });
    await house.deliver(inComplaint.made(1), inComplaint.broken(), inContact.made(1), inContact.broken());
    expect(await lived(ada)).toMatchObject([
      { cause_id: inComplaint.facts.complaintId },
      { cause_id: inContact.facts.interactionId },
    ]);
  });

  it('mark the customer, whose satisfaction is worked out again', async () => {
    const given = promised.promise(ada, { dueAt: on(5) });
    const marks = () => house.rows('select from app.satisfaction_due where recorded_customer_id = $1', [ada]);
    await house.deliver(given.made(1));
    expect(await marks()).toHaveLength(0);
    await house.deliver(given.broken());
    expect(await marks()).toHaveLength(1);
  });
});
