import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { migrations } from '../migrations/index.ts';
import { markAddressWhenBounced } from './mark-address-when-bounced.policy.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { policies: [markAddressWhenBounced] });
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate messaging.todo'));

const wishes = async () => {
  const { rows } = await database.pool.query<{ decider: string; id: string; command: object }>(
    'select decider, stream_id as id, command from messaging.todo order by id',
  );
  return rows;
};

describe('a bounce', () => {
  const bounced = (change: object): Told => {
    const data = { ...interactionsEvents.MessageBounced.example, messageId: randomUUID(), ...change };
    return { type: 'MessageBounced', data, subject: data.customerId };
  };

  it('for good marks the address under the id that it is kept under', async () => {
    const owner = randomUUID();
    await deliver(bounced({ identifier: { customerId: owner, number: 3 } }));
    expect(await wishes()).toMatchObject([
      {
        decider: 'reachability',
        id: owner,
        command: { type: 'MarkUndeliverable', address: { customerId: owner, number: 3 } },
      },
    ]);
  });

  it('for now, or of an address that is not known, marks none', async () => {
    await deliver(bounced({ kind: 'soft' }), bounced({ identifier: undefined }));
    expect(await wishes()).toEqual([]);
  });
});
