import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { startAnalytics, type Analytics, type Ask } from '../analytics.fixture.ts';
import { ada, ben, numbered } from '../projections/facts.fixture.ts';

/** Somebody else's than Ada's and Ben's agents. */
const eve = numbered(1);
const nobody = numbered(2);

let analytics: Analytics;
let manager: Ask;
beforeAll(async () => {
  analytics = await startAnalytics();
  manager = analytics.as('max', 'manager');
  const { pool } = analytics.database;
  // As of tomorrow, so that what is worked out meanwhile does not sweep it away.
  await pool.query(
    `insert into facts.next_best_action (customer_id, as_of, proposed, value_class, risk, needs_decision, rules_version)
     values ($1, now() + interval '1 day', 'stopExtraSpending', 'other', 0.9, true, 1),
       ($2, now() + interval '1 day', 'repair', 'gold', 0.8, false, 1),
       ($3, now() + interval '1 day', 'keep', 'diamond', 0.1, false, 1)`,
    [ada, ben, eve],
  );
  await pool.query(`insert into app.looked_after (recorded_id, staff) values ($1, '{ana}'), ($2, '{ben}')`, [ada, ben]);
  await pool.query(
    `insert into app.sight_staff (staff_id, team_id, works_from) values ('ana', 'north', '2020-01-01'), ('ben', 'south', '2020-01-01')`,
  );
  await pool.query(`insert into app.sight_team (team_id, supervisor_id, closed) values ('north', 'sue', false)`);
});
afterAll(() => analytics.close());

const listed = async (ask: Ask, query = ''): Promise<unknown> => {
  const { body } = await ask('GET', `/v1/next-best-actions${query}`);
  return Array.isArray(body['items']) ? body['items'].map(item => Object(item).customerId) : body;
};

describe('who asks about one customer', () => {
  const statuses = async (ask: Ask, id: string): Promise<number[]> => {
    const asked = ['satisfaction', 'risk', 'worth'].map(what => ask('GET', `/v1/customers/${id}/${what}`));
    return [...new Set((await Promise.all(asked)).map(({ status }) => status))];
  };

  it('is refused whom somebody else looks after, by whatever route, and told why', async () => {
    const refusal = await analytics.as('ben', 'specialist')('GET', `/v1/customers/${ada}/worth`);
    expect(refusal).toMatchObject({ status: 403, body: { detail: 'Somebody else looks after this customer.' } });
    expect(await statuses(analytics.as('ben', 'specialist'), ada)).toEqual([403]);
    expect(await statuses(analytics.as('sue', 'supervisor'), ben)).toEqual([403]);
  });

  it('is answered about their own, their team’s, and whom nobody looks after', async () => {
    for (const [person, role, id] of [
      ['ana', 'specialist', ada],
      ['sue', 'supervisor', ada],
      ['ben', 'specialist', eve],
      ['max', 'manager', ada],
      ['nik', 'analyst', ada],
    ] as const) {
      expect((await analytics.as(person, role)('GET', `/v1/customers/${id}/worth`)).status).toBe(200);
      expect(await statuses(analytics.as(person, role), id)).not.toContain(403);
    }
  });

  it('is told that nothing is known of others, and refused what is no id', async () => {
    expect((await manager('GET', `/v1/customers/${nobody}/worth`)).status).toBe(404);
    expect((await manager('GET', '/v1/customers/somebody/worth')).status).toBe(400);
    expect((await analytics.as('adi', 'administrator')('GET', `/v1/customers/${ada}/worth`)).status).toBe(403);
  });
});

describe('the list of next best actions', () => {
  it('begins with those most at risk, page by page, by what is proposed and whether it waits', async () => {
    expect(await listed(manager)).toEqual([ada, ben, eve]);
    const first = await manager('GET', '/v1/next-best-actions?limit=2');
    expect(await listed(manager, `?limit=2&cursor=${String(first.body['next'])}`)).toEqual([eve]);
    expect(await listed(manager, '?action=keep')).toEqual([eve]);
    expect(await listed(manager, '?undecided=true')).toEqual([ada]);
  });

  it('shows supervisors those of their teams and whom nobody looks after, on full pages', async () => {
    const sue = analytics.as('sue', 'supervisor');
    expect(await listed(sue)).toEqual([ada, eve]);
    expect(await listed(analytics.as('sam', 'supervisor'), '?limit=1')).toEqual([eve]);
    expect(await listed(analytics.as('nik', 'analyst'))).toEqual([ada, ben, eve]);
    expect((await analytics.as('ana', 'specialist')('GET', '/v1/next-best-actions')).status).toBe(403);
  });
});

describe('a decision', () => {
  const url = `/v1/customers/${ada}/next-best-action`;
  const body = { action: 'keep', reason: 'strategicCustomer', note: 'Her firm opens a second warehouse.' };

  it('is a manager’s alone, on what was proposed, for a reason that there is', async () => {
    for (const role of ['specialist', 'supervisor', 'analyst', 'administrator'] as const) {
      expect((await analytics.as('ana', role)('POST', url, body)).status).toBe(403);
    }
    expect((await manager('POST', url, { ...body, reason: 'whim' })).status).toBe(400);
    expect(await manager('POST', `/v1/customers/${nobody}/next-best-action`, body)).toMatchObject({
      status: 422,
      body: { type: '/problems/nothing-proposed' },
    });
  });

  it('holds instead of what is proposed, and its note is kept from who sees facts alone', async () => {
    expect((await manager('POST', '/v1/score-runs', { score: 'nextBestAction' })).status).toBe(202);
    await eventually(async () => expect((await manager('POST', url, body)).status).toBe(201), 20_000);
    await eventually(async () => {
      const { body: worth } = await manager('GET', `/v1/customers/${ada}/worth`);
      expect(worth).toMatchObject({
        customerId: ada,
        values: [],
        shareOfWallet: null,
        nextBestAction: { action: 'keep', proposed: 'stopExtraSpending', decided: 'keep', reason: body.reason },
        note: body.note,
      });
    }, 20_000);
    expect(await listed(manager, '?undecided=true')).toEqual([]);
    expect((await analytics.as('nik', 'analyst')('GET', `/v1/customers/${ada}/worth`)).body).toMatchObject({
      note: null,
    });
  });
});
