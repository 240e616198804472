import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { asking, startMoods, type Moods } from './moods.fixture.ts';

describe('the routes by which a restore is repaired', () => {
  let service: Moods;

  beforeAll(async () => {
    service = await startMoods();
  });
  afterAll(() => service.close());

  const ask = asking('/v1/reconciliation', 'administrator', () => service);

  it('are for administrators', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ':step'],
      ['GET', '/streams'],
    ] as const)
      expect([path, (await ask(method, path, undefined, ['manager'])).status]).toEqual([path, 403]);
  });

  it('say so where there is nothing to repair', async () => {
    await service.move(7);
    expect(await ask('GET', '')).toMatchObject({ status: 200, body: { state: 'agrees', reason: null, events: 0 } });
    expect(await ask('POST', ':step', {})).toEqual({
      status: 200,
      body: { state: 'agrees', done: 0, total: 0, events: 0 },
    });
    expect(await ask('GET', '/streams')).toEqual({ status: 200, body: { items: [], next: null } });
  });

  it('take back what the database has lost, tell which streams that concerns, and refuse cursors of others', async () => {
    const { pool } = service.database;
    const [ana, ben] = [await service.move(7), await service.move(7)];
    await eventually(async () => {
      const { rows } = await pool.query('select from messaging.outbox');
      expect(rows).toEqual([]);
    });
    await pool.query('delete from messaging.events where aggregateid = any($1)', [[ana, ben]]);
    await pool.query('delete from messaging.streams where subject = any($1)', [[ana, ben]]);
    await pool.query('delete from messaging.seq where subject = any($1)', [[ana, ben]]);
    expect((await ask('GET', '')).body).toMatchObject({ state: 'ahead', events: 2, subjects: 2, complete: true });
    expect((await ask('POST', ':step')).body).toMatchObject({ state: 'agrees', events: 2 });
    const first = (await ask('GET', '/streams?limit=1')).body;
    const second = (await ask('GET', `/streams?limit=1&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ subject }) => subject).sort()).toEqual([ana, ben].sort());
    expect(second.next).toBeNull();
    expect((await ask('GET', '/streams?cursor=nonsense')).status).toBe(400);
    await service.move(7);
  });
});
