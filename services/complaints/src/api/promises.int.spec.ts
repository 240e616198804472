import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { startComplaints, type Ask, type Asked, type Complaints } from '../complaints.fixture.ts';

let complaints: Complaints;
let ana: Ask;
let crm: Ask;
beforeAll(async () => {
  complaints = await startComplaints();
  [ana, crm] = [complaints.as('ana'), complaints.as('crm', 'service')];
});
afterAll(() => complaints.close());

const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
const WORDS = 'We bring the black one on Friday.';
const promised = (customerId: string, more: object = {}) => ({
  ...{ customerId, kind: 'delivery', dueAt: hours(48), ownerId: 'agent-7', what: WORDS },
  ...more,
});
const idOf = ({ body }: Asked): string => String(body['promiseId']);
const made = async (body: object): Promise<string> => {
  const answer = await ana('POST', '/v1/promises', body);
  expect(answer).toMatchObject({ status: 201, body: { status: 'open', broken: false } });
  return idOf(answer);
};

/** The list as it is when it knows of this answer. */
const listed = (ask: Ask, query: string, after: Asked): Promise<Asked['body']> =>
  eventually(async () => {
    const headers = { 'rapport-after': String(after.headers['rapport-sequence']) };
    const { status, body } = await ask('GET', `/v1/promises?${query}`, undefined, headers);
    if (status === 503) throw new Error('not visible yet');
    return body;
  });

describe('promises over HTTP', () => {
  it('are made, moved, given to somebody else and kept, and show what was promised to whom may read it', async () => {
    const customerId = randomUUID();
    const promiseId = await made(promised(customerId));
    const url = `/v1/promises/${promiseId}`;
    const dueAt = hours(72);
    const moved = { dueAt, reason: 'partLate', agreedBy: 'phone' };
    expect(await ana('POST', `${url}/renegotiate`, moved)).toMatchObject({ status: 200, body: { dueAt } });
    expect((await ana('POST', `${url}/reassign`, { ownerId: 'agent-8', team: 'north' })).status).toBe(200);
    const open = await listed(ana, `customer=${customerId}`, await ana('POST', `${url}/reassign`, { ownerId: 'ben' }));
    expect(open).toMatchObject({
      items: [{ promiseId, ownerId: 'ben', team: 'north', what: WORDS, dueAt }],
      next: null,
    });
    const done = await ana('POST', `${url}/keep`, {});
    expect(done).toMatchObject({ status: 200, body: { promiseId, status: 'kept', broken: false } });
    expect(await listed(ana, `customer=${customerId}`, done)).toMatchObject({ items: [] });
    expect(await ana('GET', url)).toMatchObject({
      status: 200,
      body: { promiseId, customerId, status: 'kept', timesRenegotiated: 1, personal: { what: WORDS } },
    });
    const numbers = complaints.as('nora', 'analyst');
    expect((await numbers('GET', url)).body['personal']).toBeNull();
    expect((await numbers('GET', `/v1/promises?status=kept&customer=${customerId}`)).body).toMatchObject({
      items: [{ promiseId, what: null }],
    });
    expect((await numbers('POST', '/v1/promises', promised(customerId))).status).toBe(403);
  });

  it('are kept by who tells of them, where nobody is named', async () => {
    const customerId = randomUUID();
    const { ownerId: _nobody, ...body } = promised(customerId);
    const { body: read } = await ana('GET', `/v1/promises/${await made(body)}`);
    expect(read['ownerId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('are broken when their time passes, and are then only kept late', async () => {
    const customerId = randomUUID();
    const promiseId = await made(promised(customerId, { dueAt: new Date(Date.now() + 400).toISOString() }));
    const url = `/v1/promises/${promiseId}`;
    await eventually(async () => expect((await ana('GET', url)).body).toMatchObject({ status: 'broken' }));
    const moved = await ana('POST', `${url}/renegotiate`, { dueAt: hours(9), reason: 'late', agreedBy: 'phone' });
    expect(moved).toMatchObject({ status: 422, body: { type: '/problems/promise-broken' } });
    expect((await ana('POST', `${url}/release`, { reason: 'notWanted' })).body['type']).toBe(
      '/problems/promise-broken',
    );
    expect(await ana('POST', `${url}/keep`, {})).toMatchObject({ status: 200, body: { status: 'kept', broken: true } });
    const makesUp = await made(promised(customerId, { instead: promiseId }));
    expect((await ana('GET', `/v1/promises/${makesUp}`)).body).toMatchObject({ instead: promiseId });
  });

  it('sent twice are the same promise', async () => {
    const body = promised(randomUUID(), { source: 'crm', sourceId: randomUUID() });
    const first = await ana('POST', '/v1/promises', body);
    expect(await ana('POST', '/v1/promises', body)).toMatchObject({ status: 200, body: { promiseId: idOf(first) } });
    const key = { 'idempotency-key': randomUUID() };
    const [one, two] = [
      await ana('POST', '/v1/promises', promised(body.customerId), key),
      await ana('POST', '/v1/promises', promised(body.customerId), { ...key }),
    ];
    expect(two.status).toBe(422);
    expect(idOf(one)).not.toBe(idOf(first));
  });

  it('belong to a complaint or make up for a promise of the same customer alone', async () => {
    const [customerId, other] = [randomUUID(), randomUUID()];
    const opened = await ana('POST', '/v1/complaints', { customerId, channel: 'phone', cause: 'late', severity: 3 });
    const complaintId = String(opened.body['complaintId']);
    await made(promised(customerId, { complaintId }));
    const refused = async (body: object) => (await ana('POST', '/v1/promises', body)).body;
    const at = (slug: string, pointer: string) => ({ type: `/problems/${slug}`, errors: [{ pointer }] });
    expect(await refused(promised(other, { complaintId }))).toMatchObject(at('other-customer', '/complaintId'));
    expect(await refused(promised(other, { complaintId: randomUUID() }))).toMatchObject(
      at('complaint-unknown', '/complaintId'),
    );
    expect(await refused(promised(other, { instead: randomUUID() }))).toMatchObject(at('promise-unknown', '/instead'));
    const open = await made(promised(customerId));
    expect(await refused(promised(other, { instead: open }))).toMatchObject(at('other-customer', '/instead'));
    expect(await refused(promised(customerId, { instead: open }))).toMatchObject(at('promise-not-broken', '/instead'));
  });

  it.each<[string, object, string, string]>([
    ['an unknown kind', { kind: 'miracle' }, 'code-unknown', '/kind'],
    ['a time that has passed', { dueAt: hours(-1) }, 'time-order', '/dueAt'],
    ['a time that is none', { dueAt: '2026-02-30T10:00:00Z' }, 'form', '/dueAt'],
    ['a time of another age', { dueAt: '9999-12-31T10:00:00Z' }, 'form', '/dueAt'],
    ['an owner with a name', { ownerId: 'Ana María' }, 'form', '/ownerId'],
    ['a release without a reason', { outcome: { status: 'released', at: hours(-1) } }, 'form', '/outcome/reason'],
    ['an end in the future', { outcome: { status: 'kept', at: hours(5) } }, 'occurred-in-future', '/outcome/at'],
    ['what it does not know', { colour: 'red' }, 'form', '/colour'],
    ['no text', { what: '' }, 'form', '/what'],
  ])('are refused with %s', async (_what, more, slug, pointer) => {
    const { body, status } = await ana('POST', '/v1/promises', promised(randomUUID(), more));
    expect([status, body]).toMatchObject([
      slug === 'form' ? 400 : 422,
      { type: `/problems/${slug}`, errors: [{ pointer }] },
    ]);
  });

  it('answer bad questions with problems', async () => {
    const url = `/v1/promises/${randomUUID()}`;
    for (const [step, body] of [
      ['keep', {}],
      ['release', { reason: 'x' }],
      ['reassign', { ownerId: 'ben' }],
      ['renegotiate', { dueAt: hours(4), reason: 'x', agreedBy: 'phone' }],
    ] as const) {
      expect((await ana('POST', `${url}/${step}`, body)).body['type']).toBe('/problems/promise-unknown');
      expect((await ana('POST', `${url}/${step}`, { nothing: 1 })).status).toBe(400);
    }
    expect((await ana('GET', url)).status).toBe(404);
    for (const query of ['status=lost', 'dueBefore=2026-02-30T00:00:00Z', 'cursor=abc', 'customer=me', 'limit=0']) {
      expect((await ana('GET', `/v1/promises?${query}`)).status).toBe(400);
    }
    expect((await ana('GET', '/v1/promise-kinds')).body['items']).toContainEqual({ code: 'delivery' });
  });

  it('lose what was promised, and nothing else, when the customer is erased', async () => {
    const customerId = randomUUID();
    const promiseId = await made(promised(customerId));
    await complaints.messaging.erasing.erase([customerId], randomUUID());
    const { body } = await ana('GET', `/v1/promises/${promiseId}`);
    expect(body).toMatchObject({ status: 'open', kind: 'delivery' });
    expect(JSON.stringify(body)).not.toContain('black one');
    const { rows } = await complaints.pool.query('select from messaging.personal where subject = $1', [customerId]);
    expect(rows).toEqual([]);
    expect((await ana('POST', '/v1/promises', promised(customerId))).status).toBe(410);
  });

  it('are not shown to those who do not look after the customer', async () => {
    const customerId = randomUUID();
    const promiseId = await made(promised(customerId));
    await complaints.pool.query(`insert into app.looked_after values ($1, '{somebody-else}')`, [customerId]);
    expect((await ana('GET', `/v1/promises/${promiseId}`)).status).toBe(403);
    expect((await ana('POST', `/v1/promises/${promiseId}/keep`, {})).status).toBe(403);
    expect((await ana('POST', '/v1/promises', promised(customerId))).status).toBe(403);
    const boss = complaints.as('boss', 'manager');
    const seen = await listed(
      boss,
      'limit=200',
      await boss('POST', `/v1/promises/${promiseId}/reassign`, { ownerId: 'x' }),
    );
    expect(JSON.stringify(seen)).toContain(promiseId);
    expect(JSON.stringify((await ana('GET', '/v1/promises?limit=200')).body)).not.toContain(promiseId);
  });
});

describe('promises of the past', () => {
  it('come with what became of them, and set nobody to work', async () => {
    const customerId = randomUUID();
    const item = (n: number, more: object = {}) => ({
      ...promised(customerId, {
        occurredAt: hours(-100),
        dueAt: hours(-50),
        imported: true,
        source: 'old',
        sourceId: `${customerId} ${n}`,
      }),
      ...more,
    });
    const items = [
      item(1, { outcome: { status: 'kept', at: hours(-60) } }),
      item(2, { outcome: { status: 'kept', at: hours(-40) } }),
      item(3),
      item(4, { outcome: { status: 'released', at: hours(-60), reason: 'notWanted' } }),
      item(5, { kind: 'miracle' }),
      { customerId },
    ];
    const { body } = await crm('POST', '/v1/promises:batch', { items });
    expect(body).toMatchObject({
      accepted: 4,
      rejected: 2,
      results: { 4: { problem: { type: '/problems/code-unknown' } } },
    });
    expect((await crm('POST', '/v1/promises:batch', { items })).body).toMatchObject({ duplicates: 4, rejected: 2 });
    const { body: log } = await crm('GET', `/v1/events?subject=${customerId}&limit=50`);
    const events = JSON.parse(JSON.stringify(log['items']));
    expect(events.map((event: { type: string; imported: boolean }) => `${event.type} ${event.imported}`)).toEqual(
      ['Made', 'Kept', 'Made', 'Broken', 'Kept', 'Made', 'Broken', 'Made', 'Released'].map(
        type => `Promise${type} true`,
      ),
    );
    expect(JSON.stringify(log)).not.toContain('black one');
    expect((await ana('POST', '/v1/promises:batch', { items })).status).toBe(403);
    expect((await ana('POST', '/v1/promises', item(9))).status).toBe(403);
  });
});
