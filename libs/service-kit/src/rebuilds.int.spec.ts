import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bulkUpsert, defineProjection, type Messaging } from '@rapport/messaging';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import type { Service } from './create-service.ts';
import { MESSAGING } from './messaging.token.ts';
import { moods, moodsService } from './moods.fixture.ts';
import { token } from './notes.fixture.ts';

describe('the routes of rebuilds', () => {
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let service: Service;
  const projection = defineProjection({
    name: 'last-moods',
    from: ['analytics'] as const,
    begin: (): Map<string, number> => new Map(),
    on: {
      SatisfactionMoved: ({ data }, moodsOf: Map<string, number>) => void moodsOf.set(data.customerId, data.value),
    },
    async commit(moodsOf, tx) {
      const rows = [...moodsOf].map(([customer, mood]) => ({ customer, mood }));
      await bulkUpsert(tx, 'app.moods', rows, { key: ['customer'] });
    },
    rebuild: { tables: { 'app.moods': 'customer' } },
  });

  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    await database.pool.query('create schema app; create table app.moods (customer uuid primary key, mood float8)');
    service = await moodsService(database.url, topics, [projection]);
    await service.app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await service.app.close();
    await topics.remove();
    await database.drop();
  });

  const ask = async (method: 'GET' | 'POST', path: string, body?: object, roles = ['manager']) => {
    const headers = { authorization: `Bearer ${await token({ claims: { sub: 'u7', roles } })}` };
    const url = `/v1/rebuilds${path}`;
    const answer = await service.app.inject({ method, url, headers, ...(body && { payload: body }) });
    return { status: answer.statusCode, body: answer.json() };
  };

  it('list what can be rebuilt, begin a build, show what differs, swap when that is accepted, and give up', async () => {
    const customerId = randomUUID();
    const messaging = service.app.get<Messaging>(MESSAGING);
    const context = { subject: customerId, actor: 'a' };
    await messaging.handle(moods, customerId, { type: 'Move', customerId, value: 40 }, context);
    await eventually(async () => expect((await database.pool.query('select from app.moods')).rowCount).toBe(1));
    await database.pool.query('update app.moods set mood = 41');
    expect((await ask('GET', '')).body).toEqual({
      items: [{ projection: 'last-moods', tables: ['app.moods'], version: 1, foldedVersion: 1, build: null }],
    });
    const begun = await ask('POST', '/last-moods', { from: 'kafka' });
    expect(begun).toMatchObject({ status: 202, body: { from: 'kafka', verifyOnly: false, endedAt: null } });
    const differs = await eventually(async () => {
      const { body } = await ask('GET', '/last-moods');
      expect(body.build).toMatchObject({ stage: 'differs' });
      return body.build;
    }, 30_000);
    expect(differs).toMatchObject({
      done: 1,
      total: 1,
      etaSeconds: null,
      verified: [{ differing: 1, examples: [{ key: customerId, live: { mood: 41 }, built: { mood: 40 } }] }],
    });
    expect((await ask('POST', '/last-moods', { from: 'facts' })).status).toBe(409);
    expect((await ask('POST', '/last-moods', { acceptDifferences: true })).status).toBe(202);
    await eventually(async () => expect((await ask('GET', '')).body.items[0].build.stage).toBe('done'));
    expect((await database.pool.query('select mood from app.moods')).rows).toEqual([{ mood: 40 }]);
    expect((await ask('POST', '/last-moods/abort')).status).toBe(404);
    await database.pool.query('update app.moods set mood = 41');
    await ask('POST', '/last-moods', {});
    expect((await ask('POST', '/last-moods/abort')).body).toMatchObject({ stage: 'aborting' });
    await eventually(async () => expect((await ask('GET', '/last-moods')).body.build.stage).toBe('aborted'));
  }, 60_000);

  it.each([
    ['GET', '/nothing', undefined, 404],
    ['POST', '/nothing', {}, 404],
    ['POST', '/nothing/abort', undefined, 404],
    ['POST', '/last-moods', { from: 'memory' }, 400],
    ['GET', '/Not%20a%20name', undefined, 400],
  ] as const)('refuse %s %s with %p by a problem document', async (method, path, body, status) => {
    expect(await ask(method, path, body)).toMatchObject({ status, body: { status } });
  });

  it('are for managers and administrators', async () => {
    expect((await ask('GET', '', undefined, ['specialist', 'supervisor', 'analyst', 'service'])).status).toBe(403);
    expect((await ask('GET', '', undefined, ['administrator'])).status).toBe(200);
  });
});
