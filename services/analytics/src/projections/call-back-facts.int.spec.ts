import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { callBackFacts } from './call-back-facts.projection.ts';
import { ada, warehouse, type Warehouse } from './facts.fixture.ts';

const on = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const dueAt = on(5);

let house: Warehouse;
let ids: { callBackId: string; complaintId: string; customerId: string; round: 'soon' };
beforeAll(async () => {
  house = await warehouse(callBackFacts);
});
afterAll(() => house.database.drop());
beforeEach(async () => {
  ids = { callBackId: newId(), complaintId: newId(), customerId: ada, round: 'soon' };
  await house.deliver({
    ...{ type: 'CallBackScheduled', subject: ada, occurredAt: on(3) },
    data: { ...ids, from: on(3), dueAt, ownerId: 'agent-7' },
  });
});

const tried = (day: number): Told => ({
  ...{ type: 'CallBackAttempted', subject: ada, occurredAt: on(day) },
  data: { ...ids, channel: 'phone' },
});
const done = (day: number, score: number, late = false): Told => ({
  ...{ type: 'CallBackDone', subject: ada, occurredAt: on(day) },
  data: { ...ids, channel: 'phone', satisfied: score > 2, score, dueAt, late },
});
const missed = (): Told => ({
  ...{ type: 'CallBackMissed', subject: ada, occurredAt: dueAt },
  data: { ...ids, dueAt, attempts: 1 },
});
const cancelled = (day: number): Told => ({
  ...{ type: 'CallBackCancelled', subject: ada, occurredAt: on(day) },
  data: { ...ids, reason: 'reopened' },
});
const show = async () => {
  const [row] = await house.rows(
    `select status, missed, attempts, satisfied, score, channel, ended_at, cancel_reason, round, complaint_id, owner_id, due_at
     from analytics.call_backs where call_back_id = $1`,
    [ids.callBackId],
  );
  return row;
};

describe('facts of call-backs', () => {
  it('begin open, and count each try that reached nobody', async () => {
    await house.deliver(tried(3));
    await house.deliver(tried(4), tried(4));
    expect(await show()).toEqual({
      ...{ status: 'open', missed: false, attempts: 3, satisfied: null, score: null, channel: null, ended_at: null },
      ...{ cancel_reason: null, round: 'soon', complaint_id: ids.complaintId, owner_id: 'agent-7' },
      due_at: new Date(dueAt),
    });
  });

  it('keep what the customer gave', async () => {
    await house.deliver(done(4, 5));
    expect(await show()).toMatchObject({
      ...{ status: 'done', missed: false, satisfied: true, score: 5, channel: 'phone', ended_at: new Date(on(4)) },
    });
  });

  it('say of one that was done late that it is done, and was missed', async () => {
    await house.deliver(missed());
    expect(await show()).toMatchObject({ status: 'missed', missed: true, ended_at: new Date(dueAt) });
    await house.deliver(done(8, 1, true));
    expect(await show()).toMatchObject({ status: 'done', missed: true, satisfied: false, ended_at: new Date(on(8)) });
  });

  it('end where the complaint was opened again', async () => {
    await house.deliver(missed(), cancelled(6));
    expect(await show()).toMatchObject({
      ...{ status: 'cancelled', missed: true, cancel_reason: 'reopened', ended_at: new Date(on(6)) },
    });
  });
});
