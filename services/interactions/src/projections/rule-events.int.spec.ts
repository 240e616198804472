import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { complaintsEvents, profileEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { ruleEvents } from './rule-events.projection.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

it('keeps each event that rules may ask about once, and no other', async () => {
  const deliver = delivery(database.pool, { projections: [ruleEvents] });
  const subject = newId();
  const occurredAt = '2026-03-02T10:00:00.000Z';
  const opened = { ...complaintsEvents.ComplaintOpened.example, customerId: subject };
  const changed = { ...profileEvents.CustomerDetailsChanged.example, customerId: subject };
  await deliver(
    { type: 'ComplaintOpened', subject, occurredAt, data: opened },
    { type: 'CustomerDetailsChanged', subject, occurredAt, data: changed },
  );
  const { rows } = await database.pool.query(
    'select type, subject, occurred_at as at, imported, data from app.rule_events',
  );
  expect(rows).toEqual([{ type: 'ComplaintOpened', subject, at: new Date(occurredAt), imported: false, data: opened }]);
});
