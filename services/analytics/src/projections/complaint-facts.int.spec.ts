import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintsEvents } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import { complaintFacts } from './complaint-facts.projection.ts';
import { ada, ben, numbered, warehouse, type Warehouse } from './facts.fixture.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(complaintFacts);
});
afterAll(() => house.database.drop());

const id = numbered(1);
const on = (day: number) => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const example = <T extends { example: object }>({ example: data }: T, complaintId = id): T['example'] => ({
  ...data,
  complaintId,
});
const opened: Told = {
  type: 'ComplaintOpened',
  subject: ada,
  occurredAt: on(1),
  data: example(complaintsEvents.ComplaintOpened),
};
const breached = (clock: 'acknowledge' | 'firstAnswer'): Told => ({
  type: 'HouseClockBreached',
  subject: ada,
  occurredAt: on(3),
  data: { ...example(complaintsEvents.HouseClockBreached), clock },
});
const show = () =>
  house.rows(
    `select step, status, paused, breached, times_reopened as reopened, closed_at, recovered, score, timeliness
     from analytics.complaints where complaint_id = $1`,
    [id],
  );

describe('facts of complaints', () => {
  it('follow one complaint through its steps, over batches', async () => {
    await house.deliver(opened, breached('acknowledge'));
    await house.deliver(
      { type: 'ComplaintConfirmed', subject: ada, data: example(complaintsEvents.ComplaintConfirmed) },
      { type: 'ComplaintEmpathised', subject: ada, data: example(complaintsEvents.ComplaintEmpathised) },
      breached('firstAnswer'),
      breached('firstAnswer'),
    );
    await house.deliver(
      { type: 'ComplaintActedOn', subject: ada, data: example(complaintsEvents.ComplaintActedOn) },
      { type: 'ComplaintPaused', subject: ada, data: example(complaintsEvents.ComplaintPaused) },
    );
    expect(await show()).toEqual([
      {
        step: 'actedOn',
        status: 'open',
        paused: true,
        breached: ['acknowledge', 'firstAnswer'],
        reopened: 0,
        closed_at: null,
        recovered: null,
        score: null,
        timeliness: 'late',
      },
    ]);
  });

  it('close, reopen and close it again', async () => {
    const closed: Told = {
      type: 'ComplaintClosed',
      subject: ada,
      occurredAt: on(9),
      data: example(complaintsEvents.ComplaintClosed),
    };
    await house.deliver(closed);
    expect(await show()).toMatchObject([
      { step: 'closed', status: 'closed', paused: false, closed_at: new Date(on(9)), recovered: true, score: 5 },
    ]);
    await house.deliver({ type: 'ComplaintReopened', subject: ada, data: example(complaintsEvents.ComplaintReopened) });
    expect(await show()).toMatchObject([
      { step: 'empathised', status: 'open', reopened: 1, closed_at: null, recovered: null },
    ]);
    await house.deliver({ ...closed, occurredAt: on(20) });
    expect(await show()).toMatchObject([{ status: 'closed', reopened: 1, closed_at: new Date(on(20)) }]);
  });

  it('keep historic cases as their source has them, without a closing date', async () => {
    await house.deliver({
      type: 'HistoricComplaintRecorded',
      subject: ben,
      imported: true,
      occurredAt: '2013-07-29T00:00:00.000Z',
      data: {
        ...example(complaintsEvents.HistoricComplaintRecorded, numbered(2)),
        customerId: ben,
        sentOn: '2013-07-30',
      },
    });
    expect(
      await house.rows(
        `select status, closed_at, closing_reason, timeliness, dispute, issue, response, sent_on::text as sent_on, historic, imported
         from analytics.complaints where customer_id = $1`,
        [ben],
      ),
    ).toEqual([
      {
        status: 'closed',
        closed_at: null,
        closing_reason: 'historicImport',
        timeliness: 'timely',
        dispute: 'notDisputed',
        issue: 'Managing the loan or lease',
        response: 'Closed with explanation',
        sent_on: '2013-07-30',
        historic: true,
        imported: true,
      },
    ]);
  });
});
