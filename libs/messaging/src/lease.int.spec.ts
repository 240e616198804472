import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { handleMany } from './commands.ts';
import { createSender, type Sender } from './kafka.ts';
import { Lease, LeaseLostError } from './lease.ts';
import { createRelay } from './relay.ts';
import { tally, type TallyCommand } from './tally.fixture.ts';

// Long enough that a busy machine does not lose it.
const TTL_MS = 5_000;
const LONG_MS = 10_500;

describe('a lease', () => {
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let sender: Sender;
  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    sender = createSender({ brokers: topics.brokers, clientId: 'specs' });
  });
  beforeEach(() => database.pool.query('delete from messaging.leases'));
  afterAll(async () => {
    await sender.close();
    await topics.remove();
    await database.drop();
  });

  const leaseOf = (name = 'relay', pool = database.pool) => new Lease(pool, name, TTL_MS);

  it('is nobody else’s while work under it takes longer than it lasts', async () => {
    const [mine, other] = [leaseOf(), leaseOf()];
    await mine.hold();
    let over = false;
    const working = mine.keep(sleep(LONG_MS)).finally(() => (over = true));
    while (!over) {
      expect(await other.hold()).toBe('other');
      await sleep(20);
    }
    await working;
    await sleep(TTL_MS);
    expect(await other.hold()).toBe('taken');
  });

  it('is given up before another can have it, where the database can’t be asked', async () => {
    const [mine, other] = [leaseOf(), leaseOf()];
    await mine.hold();
    Object.assign(mine, { pool: { query: () => new Promise(() => undefined) } });
    await expect(mine.keep(sleep(LONG_MS))).rejects.toThrow(LeaseLostError);
    expect(await other.hold()).toBe('other');
  });

  it('is missed soon by work that another’s has replaced', async () => {
    const mine = leaseOf();
    await mine.hold();
    const working = mine.keep(sleep(LONG_MS));
    await database.pool.query(`update messaging.leases set holder = $1, epoch = epoch + 1, expires_at = 'infinity'`, [
      randomUUID(),
    ]);
    await expect(working).rejects.toThrow(LeaseLostError);
  });

  /** A relay whose every send takes longer than its lease lasts. */
  const slowRelay = async (lease: Lease) => {
    let discarded = 0;
    const id = randomUUID();
    const context = { subject: id, actor: 'spec' };
    const store = { pool: database.pool, service: 'analytics', claimsSecret: 's', written: () => undefined } as const;
    const command: TallyCommand = { type: 'Add', customerId: id, by: 1 };
    await handleMany(store, tally, [{ id, command, context }]);
    const relay = createRelay({
      pool: database.pool,
      lease,
      service: 'analytics',
      topicPrefix: topics.prefix,
      sender: () => ({
        ...sender,
        send: async (...sending) => {
          await sleep(LONG_MS);
          await sender.send(...sending);
        },
      }),
      discard: async () => void (discarded += 1),
    });
    const waiting = async () =>
      (await database.pool.query<{ n: number }>('select count(*) as n from messaging.outbox')).rows[0]?.n;
    return { relay, waiting, discarded: () => discarded };
  };

  it('lasts as long as a slow send of the relay', async () => {
    const [mine, other] = [leaseOf(), leaseOf()];
    const { relay, waiting, discarded } = await slowRelay(mine);
    await mine.hold();
    const step = relay.step();
    await sleep(LONG_MS - 100);
    expect(await other.hold()).toBe('other');
    expect(await step).toBe(true);
    expect([await waiting(), discarded()]).toEqual([0, 0]);
  });

  it('when lost, ends a send of the relay, which leaves its events to the new holder', async () => {
    const mine = leaseOf();
    const { relay, waiting, discarded } = await slowRelay(mine);
    await mine.hold();
    const step = relay.step();
    await sleep(100);
    await database.pool.query(`update messaging.leases set holder = $1, epoch = epoch + 1, expires_at = 'infinity'`, [
      randomUUID(),
    ]);
    await expect(step).rejects.toThrow(LeaseLostError);
    expect([await waiting(), discarded()]).toEqual([1, 1]);
  });
});
