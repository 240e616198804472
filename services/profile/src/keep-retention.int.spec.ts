import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMessaging, identityMap, quiet, type Messaging } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { customer } from './domain/customer.decide.ts';
import { rules } from './domain/identity-rules.fixture.ts';
import { retentionRules } from './domain/retention-rules.ts';
import { eraseInactive, tellRules } from './keep-retention.ts';
import attributes from './migrations/attributes-v1.json' with { type: 'json' };
import purposes from './migrations/purposes-v1.json' with { type: 'json' };
import { ATTRIBUTES, PURPOSES } from './api/privacy-catalogues.ts';
import { migrations } from './migrations/index.ts';
import { customerView } from './projections/customer-view.projection.ts';
import { merged, registered } from './projections/told.fixture.ts';

let database: TestDatabase;
let messaging: Messaging;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const deciders = [customer, retentionRules];
  const options = { deciders, projections: [], policies: [], log: quiet, brokers: ['127.0.0.1:1'] };
  messaging = createMessaging({ service: 'profile', database: database.url, ...options });
  deliver = delivery(database.pool, { projections: [identityMap, customerView] });
});
afterAll(async () => {
  await messaging.pool.end();
  await database.drop();
});

/** Registered and last stored so many months ago, and heard of then for the last time. */
const known = async (months: number): Promise<string> => {
  const id = newId();
  const at = '2026-01-01T00:00:00.000Z';
  const command = {
    type: 'RegisterCustomer' as const,
    customerId: id,
    partyType: 'individual' as const,
    details: { name: 'Ana' },
    identifiers: [],
    types: rules.types,
    at,
    recognisable: false,
  };
  await messaging.handle(customer, id, command, { subject: id, actor: 'spec' });
  await deliver(registered(id));
  const ago = `now() - interval '${months} months'`;
  await database.pool.query(`update app.customer_view set seen_at = ${ago} where customer_id = $1`, [id]);
  await database.pool.query(`update messaging.personal set stored_at = ${ago} where subject = $1`, [id]);
  return id;
};
const stageOf = async (id: string): Promise<string | undefined> => {
  const loaded = await messaging.load(customer, id);
  return loaded?.state.status === 'unknown' ? undefined : loaded?.state.stage;
};

describe('customers of whom nothing was heard for long', () => {
  it('are erased, and nobody else', async () => {
    const [silent, heard] = [await known(121), await known(119)];
    expect(await eraseInactive(messaging, 120)).toBe(false);
    expect([await stageOf(silent), await stageOf(heard)]).toEqual(['erased', 'prospect']);
    expect((await messaging.load(customer, silent))?.personal).toEqual({});
  });

  it('stay while there is a hold on one of their records', async () => {
    const [ana, tablet] = [await known(121), await known(121)];
    await deliver(...merged(ana, tablet));
    await database.pool.query('insert into messaging.holds values ($1, $2, false)', [tablet, newId()]);
    await eraseInactive(messaging, 120);
    expect(await stageOf(ana)).toBe('prospect');
  });

  it('stay while one of their records was heard of, and when their history was filed only lately', async () => {
    const [ana, tablet, filed] = [await known(121), await known(10), await known(121)];
    await deliver(...merged(ana, tablet));
    await database.pool.query('update messaging.personal set stored_at = now() where subject = $1', [filed]);
    await eraseInactive(messaging, 120);
    expect([await stageOf(ana), await stageOf(filed)]).toEqual(['prospect', 'prospect']);
  });
});

describe('the catalogues that come with the product', () => {
  it('are without fault, and tell each service its rules once', async () => {
    const [content, aims]: unknown[] = [attributes, purposes];
    if (!ATTRIBUTES.accepts(content) || !PURPOSES.accepts(aims)) throw new Error('they do not fit their schemas');
    expect([ATTRIBUTES.faults(content), PURPOSES.faults(aims)]).toEqual([[], []]);
    const declared = new Set(aims.purposes.map(({ code }) => code));
    expect(content.attributes.filter(({ purpose }) => !declared.has(purpose))).toEqual([]);
    await tellRules(messaging, 1, content);
    await tellRules(messaging, 1, content);
    const told = await messaging.events('catalogue:attributes', 0, 10);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ type: 'RetentionRulesTold', data: { version: 1 } });
    expect(JSON.stringify(told[0]?.data)).toContain('"field":"notes","months":36');
  });
});
