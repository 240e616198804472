import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { details } from './details.projection.ts';
import { registered } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [customerView, details] });
});
afterAll(() => database.drop());

const named = (customerId: string, values: object) =>
  database.pool.query(
    `insert into messaging.personal values ($1, $2, $3) on conflict (stream) do update set "values" = excluded."values"`,
    [`customer-${customerId}`, customerId, JSON.stringify(values)],
  );
const documentOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);

it('the view shows since when each detail was not confirmed, and from when on it has to be', async () => {
  const ana = newId();
  await named(ana, {
    name: 'Ana',
    'identifier:1': { type: 'email', value: 'a@example.org', normalised: 'a@example.org', verified: true },
    'identifier:2': { type: 'deviceId', value: 'tablet', normalised: 'tablet', verified: false },
  });
  await deliver(registered(ana), {
    type: 'IdentifierAdded',
    subject: ana,
    occurredAt: '2026-02-01T00:00:00.000Z',
    data: { customerId: ana, number: 1, identifierType: 'email', verified: true },
  });
  expect((await documentOf(ana))?.details).toEqual([
    { attribute: 'name', confirmedAt: '2026-01-01T00:00:00.000Z', staleAt: '2027-01-01T00:00:00.000Z' },
    { attribute: 'email', confirmedAt: '2026-02-01T00:00:00.000Z', staleAt: '2027-02-01T00:00:00.000Z' },
  ]);
  await deliver({
    type: 'DetailsConfirmed',
    subject: ana,
    occurredAt: '2026-06-01T00:00:00.000Z',
    data: { customerId: ana, attributes: ['name'] },
  });
  expect((await documentOf(ana))?.details.map(({ attribute, confirmedAt }) => [attribute, confirmedAt])).toEqual([
    ['email', '2026-02-01T00:00:00.000Z'],
    ['name', '2026-06-01T00:00:00.000Z'],
  ]);
});
