import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { languagesSaid } from './languages.projection.ts';
import { merged } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView, languagesSaid] });
});
afterAll(() => database.drop());

const prefers = (customerId: string, preferredLanguage: string) =>
  database.pool.query(
    `insert into messaging.personal values ($1, $2, $3) on conflict (stream) do update set "values" = excluded."values"`,
    [`customer-${customerId}`, customerId, JSON.stringify({ preferredLanguage })],
  );
const met = (customerId: string, preferredLanguage?: string, saidBy?: 'contactPerson'): Told => ({
  ...{ type: 'CustomerRegistered', subject: customerId, occurredAt: '2026-01-01T00:00:00.000Z' },
  data: {
    customerId,
    partyType: 'individual',
    anonymous: false,
    ...(preferredLanguage && { preferredLanguage, ...(saidBy && { saidBy }) }),
  },
});
const changed = (customerId: string, day: string, fields: string[], saidBy?: 'customer'): Told => ({
  ...{ type: 'CustomerDetailsChanged', subject: customerId, occurredAt: `2026-${day}T00:00:00.000Z` },
  data: { customerId, fields, ...(saidBy && { saidBy }) },
});
const saidOf = async (id: string) => {
  const document = (await customerDocuments(database.pool, [id])).get(id);
  return [document?.preferredLanguage, document?.languageSaid];
};

it('the view says who said the preferred language, and when', async () => {
  const ana = newId();
  await deliver(met(ana));
  expect(await saidOf(ana)).toEqual([null, null]);
  await prefers(ana, 'de');
  await deliver(changed(ana, '02-01', ['preferredLanguage', 'name'], 'customer'), changed(ana, '03-01', ['name']));
  const said = { saidBy: 'customer', saidAt: '2026-02-01T00:00:00.000Z', notedBy: 'spec' };
  expect(await saidOf(ana)).toEqual(['de', said]);
  await deliver(changed(ana, '04-01', ['preferredLanguage']));
  expect(await saidOf(ana)).toEqual(['de', { ...said, saidBy: null, saidAt: '2026-04-01T00:00:00.000Z' }]);
});

it('of merged records it is that of the record whose language is shown', async () => {
  const [ana, tablet] = [newId(), newId()];
  await prefers(tablet, 'zh');
  await deliver(met(ana), met(tablet, 'zh', 'contactPerson'), ...merged(ana, tablet));
  expect(await saidOf(ana)).toEqual([
    'zh',
    { saidBy: 'contactPerson', saidAt: '2026-01-01T00:00:00.000Z', notedBy: 'spec' },
  ]);
  await prefers(ana, 'en');
  await deliver(changed(ana, '05-01', ['preferredLanguage'], 'customer'));
  expect(await saidOf(ana)).toMatchObject(['en', { saidBy: 'customer' }]);
});
