import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customerFacts } from './customer-facts.projection.ts';
import { ada, adasTablet, ben, numbered, warehouse, type Warehouse } from './facts.fixture.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(customerFacts);
});
afterAll(() => house.database.drop());

const registered = (customerId: string, occurredAt: string, anonymous = false) => ({
  type: 'CustomerRegistered' as const,
  subject: customerId,
  occurredAt,
  data: { customerId, partyType: 'individual' as const, anonymous },
});

describe('facts of customers', () => {
  it('hold one row a recorded customer, with stage and whether it is anonymous', async () => {
    await house.deliver(
      registered(ada, '2026-01-01T00:00:00.000Z'),
      registered(adasTablet, '2025-12-01T00:00:00.000Z', true),
      registered(ben, '2026-02-01T00:00:00.000Z', true),
    );
    await house.deliver(
      { type: 'CustomerIdentified', subject: ben, data: { customerId: ben, identifierType: 'email' } },
      {
        type: 'LifecycleStageMoved',
        subject: ada,
        occurredAt: '2026-03-01T00:00:00.000Z',
        data: { customerId: ada, from: 'prospect', to: 'new', reason: 'firstPurchase' },
      },
    );
    expect(
      await house.rows(
        'select recorded_customer_id as id, anonymous, stage, stage_since from facts.customers order by first_seen_at',
      ),
    ).toEqual([
      { id: adasTablet, anonymous: true, stage: null, stage_since: null },
      { id: ada, anonymous: false, stage: 'new', stage_since: new Date('2026-03-01') },
      { id: ben, anonymous: false, stage: null, stage_since: null },
    ]);
  });

  it('show as one customer who was merged, and as two again after it was undone', async () => {
    const customers = () =>
      house.rows('select customer_id, recorded_customer_ids as ids from analytics.customers order by 1');
    const before = await customers();
    await house.rows('insert into messaging.identity values ($1, $2)', [adasTablet, ada]);
    expect(await customers()).toEqual([
      { customer_id: ada, ids: [adasTablet, ada] },
      { customer_id: ben, ids: [ben] },
    ]);
    await house.rows('delete from messaging.identity');
    expect(await customers()).toEqual(before);
  });

  it('show of merged records the stage told of the survivor, and until there is one that of a record which shows most', async () => {
    const parties = [1, 2, 3].map(numbered);
    const [one = '', two = '', three = ''] = parties;
    await house.deliver(...parties.map(id => registered(id, '2026-01-01T00:00:00.000Z')));
    const moved = (id: string, to: 'new' | 'lapsed', day: number) => ({
      type: 'LifecycleStageMoved' as const,
      subject: id,
      occurredAt: `2026-03-0${day}T10:00:00.000Z`,
      data: { customerId: id, from: 'prospect' as const, to, reason: 'spec' },
    });
    const stageWith = async (...absorbed: string[]) => {
      await house.rows('delete from messaging.identity');
      for (const id of absorbed) await house.rows('insert into messaging.identity values ($1, $2)', [id, one]);
      return house.rows('select stage from analytics.customers where customer_id = $1', [one]);
    };
    await house.deliver(moved(two, 'new', 1));
    expect(await stageWith()).toEqual([{ stage: null }]);
    expect(await stageWith(two)).toEqual([{ stage: 'new' }]);
    await house.deliver(moved(three, 'lapsed', 2));
    expect(await stageWith(two, three)).toEqual([{ stage: 'lapsed' }]);
    await house.deliver(moved(one, 'new', 3));
    expect(await stageWith()).toEqual([{ stage: 'new' }]);
    expect(await stageWith(two, three)).toEqual([{ stage: 'new' }]);
    await house.rows('delete from messaging.identity');
  });
});
