import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { analyticsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';
import { eventually } from '@rapport/testing';
import { asking, startMoods, type Moods } from './moods.fixture.ts';

describe('the routes of rebuilds', () => {
  let service: Moods;
  const projection = defineProjection({
    name: 'last-moods',
    from: ['analytics'] as const,
    begin: (): Map<string, number> => new Map(),
    on: {
      ...ignoring(analyticsEvents),
      SatisfactionMoved: ({ data }, moodsOf: Map<string, number>) => void moodsOf.set(data.customerId, data.value),
    },
    async commit(moodsOf, tx) {
      const rows = [...moodsOf].map(([customer, mood]) => ({ customer, mood }));
      await bulkUpsert(tx, 'app.moods', rows, { key: ['customer'] });
    },
    rebuild: { tables: { 'app.moods': 'customer' } },
  });

  beforeAll(async () => {
    service = await startMoods(
      [projection],
      'create schema app; create table app.moods (customer uuid primary key, mood float8)',
    );
  });
  afterAll(() => service.close());

  const ask = asking('/v1/rebuilds', 'manager', () => service);

  it('list what can be rebuilt, begin a build, show what differs, swap when that is accepted, and give up', async () => {
    const { pool } = service.database;
    const customerId = await service.move(40);
    await eventually(async () => expect((await pool.query('select from app.moods')).rowCount).toBe(1));
    await pool.query('update app.moods set mood = 41');
    expect((await ask('GET', '')).body).toEqual({
      items: [{ projection: 'last-moods', tables: ['app.moods'], version: 1, foldedVersion: 1, build: null }],
    });
    const begun = await ask('POST', '/last-moods', { from: 'kafka' });
    expect(begun).toMatchObject({ status: 202, body: { from: 'kafka', verifyOnly: false, endedAt: null } });
    const differs = await eventually(async () => {
      const { body } = await ask('GET', '/last-moods');
      expect(body.build).toMatchObject({ stage: 'differs' });
      return body.build;
    });
    expect(differs).toMatchObject({
      done: 1,
      total: 1,
      etaSeconds: null,
      verified: [{ differing: 1, examples: [{ key: customerId, live: { mood: 41 }, built: { mood: 40 } }] }],
    });
    expect((await ask('POST', '/last-moods', { from: 'facts' })).status).toBe(409);
    expect((await ask('POST', '/last-moods', { acceptDifferences: true })).status).toBe(202);
    await eventually(async () => expect((await ask('GET', '')).body.items[0].build.stage).toBe('done'));
    expect((await pool.query('select mood from app.moods')).rows).toEqual([{ mood: 40 }]);
    expect((await ask('POST', '/last-moods/abort')).status).toBe(404);
    await pool.query('update app.moods set mood = 41');
    await ask('POST', '/last-moods', {});
    expect((await ask('POST', '/last-moods/abort')).body).toMatchObject({ stage: 'aborting' });
    await eventually(async () => expect((await ask('GET', '/last-moods')).body.build.stage).toBe('aborted'));
  });

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
