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

const STEPS = [
  ['confirm', { restatement: 'Late.', agreedBy: 'phone', demands: ['quick'] }],
  ['empathise', { sympathy: true, apology: true, thanks: true, why: true }],
  ['act', { answered: ['quick'], outcome: 'upheld' }],
  ['verify', { solved: true, score: 5, met: ['quick'], unmet: [] }],
] as const;
const action = { action: 'refund', owner: 'agent-7', dueAt: '2030-01-31T17:00:00Z' };
const WORDS = 'The black one has come.';

/** A complaint that was opened at `at` and closed by its customer's word, step by step. */
async function closedAt(at: string, customerId: string, severity = 3): Promise<string> {
  const opening = { customerId, channel: 'phone', cause: 'late', severity, demands: ['quick'], occurredAt: at };
  const { body } = await ana('POST', '/v1/complaints', opening);
  const id = String(body['complaintId']);
  for (const [step, fields] of STEPS) {
    const more = { confirm: { agreedAt: at }, act: { actions: [action] }, empathise: {}, verify: {} }[step];
    const taken = await ana('POST', `/v1/complaints/${id}/${step}`, { ...fields, ...more, occurredAt: at });
    expect(taken.status).toBe(200);
  }
  return id;
}

interface Shown {
  readonly callBackId: string;
  readonly round: string;
  readonly status: string;
  readonly dueAt: string;
}
async function callBacksOf(id: string): Promise<readonly Shown[]> {
  const { body } = await ana('GET', `/v1/complaints/${id}`);
  return JSON.parse(JSON.stringify(body['callBacks']));
}
const urlOf = (id: string, { callBackId }: Shown): string => `/v1/complaints/${id}/call-backs/${callBackId}`;
const now = (): string => new Date().toISOString();
async function firstOf(id: string): Promise<Shown> {
  const [first] = await callBacksOf(id);
  if (!first) throw new Error('nobody is to be called');
  return first;
}

const listed = (ask: Ask, query: string, after: Asked): Promise<Asked['body']> =>
  eventually(async () => {
    const headers = { 'rapport-after': String(after.headers['rapport-sequence']) };
    const { status, body } = await ask('GET', `/v1/call-backs?${query}`, undefined, headers);
    if (status === 503) throw new Error('not visible yet');
    return body;
  });

describe('call-backs over HTTP', () => {
  it('follow a closing: tried, then answered, with the customer’s words for whom may read them', async () => {
    const customerId = randomUUID();
    const id = await closedAt(now(), customerId, 1);
    const [soon, later] = await callBacksOf(id);
    expect([soon?.round, later?.round]).toEqual(['soon', 'later']);
    const url = urlOf(id, await firstOf(id));
    const tried = await ana('POST', `${url}/attempts`, { channel: 'phone' });
    expect(tried).toMatchObject({ status: 200, body: { status: 'open', complaintStatus: 'closed' } });
    expect(await listed(ana, `customer=${customerId}`, tried)).toMatchObject({
      items: [
        { round: 'soon', attempts: 1, ownerId: 'agent-7', complaintId: id },
        { round: 'later', attempts: 0 },
      ],
      next: null,
    });
    const said = { channel: 'phone', satisfied: true, score: 4, words: WORDS };
    const answered = await ana('POST', `${url}/answers`, said);
    expect(answered).toMatchObject({ status: 200, body: { status: 'done', complaintStatus: 'closed' } });
    expect((await ana('POST', `${url}/answers`, said)).body['type']).toBe('/problems/call-back-closed');
    const done = `status=done&customer=${customerId}`;
    expect(await listed(ana, done, answered)).toMatchObject({ items: [{ score: 4, satisfied: true, words: WORDS }] });
    expect(await listed(complaints.as('nora', 'analyst'), done, answered)).toMatchObject({ items: [{ words: null }] });
    expect((await ana('GET', `/v1/call-backs?limit=1&status=all&customer=${customerId}`)).body['next']).not.toBeNull();
    await complaints.messaging.erasing.erase([customerId], randomUUID());
    expect(await listed(ana, done, answered)).toMatchObject({ items: [{ score: 4, words: null }] });
    const { rows } = await complaints.pool.query<{ kept: string }>(
      `select coalesce(string_agg("values"::text, ''), '') || (select string_agg(payload::text, '') from messaging.events) as kept
       from messaging.personal`,
    );
    expect(rows[0]?.kept).not.toContain('black one');
  });

  it('of a customer who is dissatisfied open the complaint again', async () => {
    const id = await closedAt(now(), randomUUID(), 2);
    const url = urlOf(id, await firstOf(id));
    const answered = await ana('POST', `${url}/answers`, { channel: 'phone', satisfied: false, score: 3 });
    expect(answered).toMatchObject({ status: 200, body: { status: 'done', complaintStatus: 'open' } });
    expect((await ana('GET', `/v1/complaints/${id}`)).body).toMatchObject({ status: 'open', step: 'act' });
    const all = await listed(ana, `status=all&complaintId=${id}`, answered);
    expect(all).toMatchObject({
      items: [
        { round: 'later', status: 'cancelled' },
        { round: 'soon', status: 'done' },
      ],
    });
  });

  it('are missed by the clock and may still be made, and are not made for one who does not want it', async () => {
    const id = await closedAt('2026-03-02T10:00:00.000Z', randomUUID());
    const url = urlOf(id, await firstOf(id));
    expect((await firstOf(id)).dueAt).toBe('2026-03-04T10:00:00.000Z');
    const late = await ana('POST', `${url}/answers`, { channel: 'phone', satisfied: true, score: 5 });
    expect(late.body).toMatchObject({ status: 'done', complaintStatus: 'closed' });
    const all = await listed(ana, `status=done&complaintId=${id}`, late);
    expect(all).toMatchObject({ items: [{ missed: true, status: 'done' }] });
    const other = await closedAt(now(), randomUUID());
    const cancelled = await ana('POST', `${urlOf(other, await firstOf(other))}/cancellation`, { reason: 'notWanted' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
  });

  it('do not follow imported history', async () => {
    const customerId = randomUUID();
    const at = '2026-03-02T10:00:00.000Z';
    const { body } = await ana('POST', '/v1/complaints', {
      ...{ customerId, channel: 'phone', cause: 'late', severity: 3, demands: ['quick'], occurredAt: at },
    });
    const complaintId = String(body['complaintId']);
    const items = STEPS.map(([type, fields], n) => ({
      complaintId,
      command: {
        type,
        ...fields,
        ...(type === 'confirm' && { agreedAt: at }),
        ...(type === 'act' && { actions: [action] }),
      },
      ...{ occurredAt: at, imported: true, source: 'old', sourceId: `${complaintId} ${n}` },
    }));
    expect((await crm('POST', '/v1/complaints/steps:batch', { items })).body).toMatchObject({ accepted: 4 });
    expect(await callBacksOf(complaintId)).toEqual([]);
  });

  it('answer bad questions with problems', async () => {
    const id = await closedAt(now(), randomUUID());
    const url = urlOf(id, await firstOf(id));
    const said = { channel: 'phone', satisfied: true, score: 5 };
    const unknown = `/v1/complaints/${id}/call-backs/${randomUUID()}`;
    expect((await ana('POST', `${unknown}/answers`, said)).body['type']).toBe('/problems/call-back-unknown');
    const nowhere = `/v1/complaints/${randomUUID()}/call-backs/${randomUUID()}/attempts`;
    expect((await ana('POST', nowhere, { channel: 'phone' })).body['type']).toBe('/problems/complaint-unknown');
    for (const bad of [{ score: 6 }, { score: 0 }, { satisfied: 'yes' }, { channel: '' }, { colour: 'red' }]) {
      expect((await ana('POST', `${url}/answers`, { ...said, ...bad })).status).toBe(400);
    }
    const ahead = await ana('POST', `${url}/attempts`, { channel: 'phone', occurredAt: '2999-01-01T00:00:00Z' });
    expect(ahead).toMatchObject({ status: 422, body: { type: '/problems/occurred-in-future' } });
    for (const query of ['status=lost', 'dueBefore=2026-02-30T00:00:00Z', 'cursor=abc', 'complaintId=1']) {
      expect((await ana('GET', `/v1/call-backs?${query}`)).status).toBe(400);
    }
    expect((await complaints.as('nora', 'analyst')('POST', `${url}/answers`, said)).status).toBe(403);
    await complaints.pool.query(
      `insert into app.looked_after select customer_id, '{somebody-else}' from app.complaints where complaint_id = $1`,
      [id],
    );
    expect((await ana('POST', `${url}/answers`, said)).status).toBe(403);
  });
});
