import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { searchCustomers } from './customer-search.ts';
import { customerView } from './customer-view.projection.ts';
import { merged, registered } from './told.fixture.ts';

let database: TestDatabase;
let ada: string;
let tablet: string;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView] });
});
afterAll(() => database.drop());
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});

describe('a search', () => {
  const remember = (id: string, values: object) =>
    database.pool.query(`insert into messaging.personal values ($1, $2, $3)`, [
      `customer-${id}`,
      id,
      JSON.stringify(values),
    ]);
  const found = async (query: string, phone?: string) =>
    (await searchCustomers(database.pool, { query, phone, staff: null, limit: 50 })).map(each => each.customerId);

  it('finds by the beginnings of names, by e-mail, phone and id, whoever was merged as the survivor', async () => {
    const email = { type: 'email', value: `Q.${ada}@x.org`, normalised: `q.${ada}@x.org`, verified: true };
    const phone = { type: 'phone', value: '020 7183 8750', normalised: '+442071838750', verified: true };
    await deliver(registered(ada), registered(tablet), ...merged(ada, tablet));
    await remember(ada, { name: 'Zoë Quartermaine', 'identifier:1': email });
    await remember(tablet, { name: '王小明', 'identifier:1': phone });
    for (const query of ['quart zo', 'ZOË Q', `q.${ada}`, ada, tablet, '王', '020 7183 87', '+4420']) {
      expect(await found(query)).toEqual([ada]);
    }
    expect(await found('(020) 7183-8750', '+442071838750')).toEqual([ada]);
    expect(await found('uartermaine')).toEqual([]);
  });

  it('finds nobody any more whose personal values are gone', async () => {
    await deliver(registered(ada));
    await remember(ada, { name: 'Xenia Zarathustra' });
    expect(await found('zarath')).toEqual([ada]);
    await database.pool.query(`delete from messaging.personal where subject = $1`, [ada]);
    expect(await found('zarath')).toEqual([]);
  });
});
