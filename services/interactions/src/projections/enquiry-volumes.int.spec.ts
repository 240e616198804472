import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { enquiryTrends } from '../api/enquiry-trends.ts';
import { checkStandard } from '../domain/standard-check.ts';
import type { Standard } from '../domain/standard.ts';
import { office } from '../domain/standards.fixture.ts';
import shipped from '../migrations/flow-standards-v1.json' with { type: 'json' };
import { migrations } from '../migrations/index.ts';
import { commerce } from './commerce.projection.ts';
import { interactionsOfCustomer } from './interactions-of-customer.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let standards: Standard[];
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, interactionsOfCustomer, commerce] });
  const { rows } = await database.pool.query<Standard>(
    `select code, version, '1970-01-01T00:00:00.000Z' as "validFrom", form from app.service_rules where code = any($1) order by code`,
    [shipped.map(({ code }) => code)],
  );
  standards = rows;
});
beforeEach(() => database.pool.query('truncate app.interactions_of_customer, app.commerce, messaging.identity'));
afterAll(() => database.drop());

const MONTHS = 6;
const span = { from: '2026-01-01T00:00:00.000Z', until: '2026-07-01T00:00:00.000Z' };
const calendars = [{ code: 'office', version: 1, validFrom: '1970-01-01T00:00:00.000Z', form: office }];
const trends = () => enquiryTrends(database.pool, { standards, calendars }, span);

const people = Array.from({ length: 4 }, () => newId());
const when = fc.record({
  month: fc.integer({ min: -1, max: MONTHS }),
  day: fc.integer({ min: 1, max: 28 }),
  who: fc.constantFrom(...people),
});
type When = typeof when extends fc.Arbitrary<infer T> ? T : never;
const instant = ({ month, day }: When): string => new Date(Date.UTC(2026, month, day, 12)).toISOString();

const contact = fc.record({
  when,
  type: fc.constantFrom('enquiry' as const, 'billing' as const, 'complaint' as const, 'order' as const),
  direction: fc.constantFrom('inbound' as const, 'outbound' as const),
});
const sale = fc.record({ when, kind: fc.constantFrom('order', 'purchase', 'purchaseOfOrder') });
type Contact = typeof contact extends fc.Arbitrary<infer T> ? T : never;
type Sale = typeof sale extends fc.Arbitrary<infer T> ? T : never;

const { InteractionRecorded, OrderPlaced, PurchaseMade } = interactionsEvents;
const came = ({ when: at, type, direction }: Contact): Told => {
  const data = { ...InteractionRecorded.example, interactionId: newId(), customerId: at.who, type, direction };
  return { type: 'InteractionRecorded', subject: at.who, occurredAt: instant(at), data };
};
function sold({ when: at, kind }: Sale): Told {
  const told = { subject: at.who, occurredAt: instant(at) };
  if (kind === 'order') {
    return { ...told, type: 'OrderPlaced', data: { ...OrderPlaced.example, orderId: newId(), customerId: at.who } };
  }
  const { orderId: _none, ...bare } = { orderId: '', ...PurchaseMade.example };
  const data = { ...bare, purchaseId: newId(), customerId: at.who, ...(kind !== 'purchase' && { orderId: newId() }) };
  return { ...told, type: 'PurchaseMade', data };
}

it('counts each enquiry and each order once in its month, in whatever order and under whichever id they become known', async () => {
  const [ada = '', tablet = ''] = people;
  const merged: Told = {
    type: 'CustomersMerged',
    subject: ada,
    data: { survivorId: ada, absorbedId: tablet, reason: 'sameParty' },
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(contact, { maxLength: 30 }),
      fc.array(sale, { maxLength: 30 }),
      fc.nat(1e6),
      async (contacts, sales, seed) => {
        await database.pool.query('truncate app.interactions_of_customer, app.commerce, messaging.identity');
        const events = [...contacts.map(came), ...sales.map(sold), merged];
        await deliver(
          ...fc.sample(fc.shuffledSubarray(events, { minLength: events.length }), { numRuns: 1, seed }).flat(),
        );
        const inMonth = (month: number) => (each: { readonly when: When }) => each.when.month === month;
        const expected = Array.from({ length: MONTHS }, (_, month) => ({
          enquiries: contacts
            .filter(inMonth(month))
            .filter(({ type, direction }) => direction === 'inbound' && ['enquiry', 'billing'].includes(type)).length,
          orders: sales.filter(inMonth(month)).filter(({ kind }) => kind !== 'purchaseOfOrder').length,
        }));
        const [found] = await trends();
        expect(found?.periods.map(({ enquiries, orders }) => ({ enquiries, orders }))).toEqual(expected);
      },
    ),
    { numRuns: 25 },
  );
});

it('ships with standards that can be measured', () => {
  expect(standards.map(({ code, form }) => ({ code, form }))).toEqual(
    [...shipped].sort((a, b) => (a.code < b.code ? -1 : 1)),
  );
  for (const { form } of standards) expect(() => checkStandard(form, ['office'])).not.toThrow();
});
