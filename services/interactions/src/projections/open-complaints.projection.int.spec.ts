import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { complaintsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { openComplaints, openComplaintsOf } from './open-complaints.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [openComplaints] });
});
afterAll(() => database.drop());

const told = (
  type: 'ComplaintOpened' | 'ComplaintClosed' | 'ComplaintReopened' | 'HistoricComplaintRecorded',
  customerId: string,
  complaintId: string,
): Told =>
  ({ type, data: { ...complaintsEvents[type].example, complaintId, customerId }, subject: customerId }) as Told;

describe('the open complaints of a customer', () => {
  it('are those opened or reopened and not closed since, over all its ids', async () => {
    const [ana, anasTablet, ben] = [randomUUID(), randomUUID(), randomUUID()];
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    const open = () => openComplaintsOf(database.pool, [ana, anasTablet]);
    await deliver(
      told('ComplaintOpened', ana, first),
      told('ComplaintOpened', anasTablet, second),
      told('ComplaintOpened', ben, third),
    );
    expect(await open()).toBe(2);
    await deliver(told('ComplaintClosed', ana, first), told('ComplaintClosed', anasTablet, second));
    expect(await open()).toBe(0);
    await deliver(told('ComplaintReopened', ana, first));
    expect(await open()).toBe(1);
  });

  it('are not those of the past that were imported as closed', async () => {
    const ana = randomUUID();
    await deliver(told('HistoricComplaintRecorded', ana, randomUUID()));
    expect(await openComplaintsOf(database.pool, [ana])).toBe(0);
  });
});
