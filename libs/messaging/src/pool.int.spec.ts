import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createPool, isTransient, transaction } from './pool.ts';

const PATIENCE_MS = 600;

describe('a connection that leads nowhere any more', () => {
  let database: TestDatabase;
  let between: Server;
  const pairs: Socket[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    const { hostname, port } = new URL(database.url);
    between = createServer(near => {
      const far = connect(Number(port), hostname);
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) socket.on('error', () => undefined);
      pairs.push(near, far);
    }).listen(0, '127.0.0.1');
    await once(between, 'listening');
  });
  afterAll(async () => {
    for (const socket of pairs) socket.destroy();
    between.close();
    await database.drop();
  });

  const isAddress = (address: ReturnType<Server['address']>): address is AddressInfo => typeof address === 'object';
  const opened = () => {
    const url = new URL(database.url);
    const address = between.address();
    if (isAddress(address)) url.port = String(address.port);
    const pool = createPool(url.href, 2, () => undefined);
    Object.assign(pool.options, { query_timeout: PATIENCE_MS });
    return pool;
  };
  const abandon = (): void => {
    for (const socket of pairs.splice(0)) {
      socket.unpipe();
      socket.on('data', () => undefined);
    }
  };

  it('is waited for once, not once more to roll back, and then thrown away', async () => {
    const pool = opened();
    const began = performance.now();
    const work = transaction(pool, async tx => {
      abandon();
      await tx.query('select');
    });
    await expect(work).rejects.toThrow('Query read timeout');
    await work.catch((error: unknown) => expect(isTransient(error)).toBe(true));
    expect(performance.now() - began).toBeLessThan(2 * PATIENCE_MS);
    expect(pool.totalCount).toBe(0);
    await expect(transaction(pool, tx => tx.query('select'))).resolves.toBeDefined();
    await pool.end();
  });
});
