import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Messaging } from '@rapport/messaging';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import type { Service } from './create-service.ts';
import { MESSAGING } from './messaging.token.ts';
import { moods, moodsService } from './moods.fixture.ts';
import { token } from './notes.fixture.ts';

describe('the routes by which a restore is repaired', () => {
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let service: Service;

  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    service = await moodsService(database.url, topics, []);
    await service.app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await service.app.close();
    await topics.remove();
    await database.drop();
  });

  const ask = async (method: 'GET' | 'POST', path: string, roles = ['administrator']) => {
    const headers = { authorization: `Bearer ${await token({ claims: { sub: 'u7', roles } })}` };
    const answer = await service.app.inject({ method, url: `/v1/reconciliation${path}`, headers });
    return { status: answer.statusCode, body: answer.json() };
  };
  const move = async (): Promise<string> => {
    const customerId = randomUUID();
    await service.app
      .get<Messaging>(MESSAGING)
      .handle(moods, customerId, { type: 'Move', customerId, value: 7 }, { subject: customerId, actor: 'a' });
    return customerId;
  };

  it('are for administrators', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ':step'],
      ['GET', '/streams'],
    ] as const)
      expect([path, (await ask(method, path, ['manager'])).status]).toEqual([path, 403]);
  });

  it('say so where there is nothing to repair', async () => {
    await move();
    expect(await ask('GET', '')).toMatchObject({ status: 200, body: { state: 'agrees', reason: null, events: 0 } });
    expect(await ask('POST', ':step')).toEqual({
      status: 200,
      body: { state: 'agrees', done: 0, total: 0, events: 0 },
    });
    expect(await ask('GET', '/streams')).toEqual({ status: 200, body: { items: [], next: null } });
  });

  it('take back what the database has lost, tell which streams that concerns, and refuse cursors of others', async () => {
    const [ana, ben] = [await move(), await move()];
    await eventually(async () => {
      const { rows } = await database.pool.query('select from messaging.outbox');
      expect(rows).toEqual([]);
    });
    await database.pool.query('delete from messaging.events where aggregateid = any($1)', [[ana, ben]]);
    await database.pool.query('delete from messaging.streams where subject = any($1)', [[ana, ben]]);
    await database.pool.query('delete from messaging.seq where subject = any($1)', [[ana, ben]]);
    expect((await ask('GET', '')).body).toMatchObject({ state: 'ahead', events: 2, subjects: 2, complete: true });
    expect((await ask('POST', ':step')).body).toMatchObject({ state: 'agrees', events: 2 });
    const first = (await ask('GET', '/streams?limit=1')).body;
    const second = (await ask('GET', `/streams?limit=1&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ subject }) => subject).sort()).toEqual([ana, ben].sort());
    expect(second.next).toBeNull();
    expect((await ask('GET', '/streams?cursor=nonsense')).status).toBe(400);
    await move();
  });
});
