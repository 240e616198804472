import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { applyBatch } from './apply-batch.ts';
import { numbered, openDesk, range, TOPIC, type Desk } from './parked.fixture.ts';
import { dropParked, listParked, readParked, summariseParked, waitingByTopic } from './parked.ts';
import { MISSING } from './parking.ts';
import { retryAllParked, retryParked, type Retried } from './retry-parked.ts';

const counted = ({ retried, failed, next }: Retried) => ({
  retried: retried.length,
  failed: failed.map(({ reason }) => reason),
  next,
});

describe('an event that can not be applied', () => {
  let desk: Desk;
  let poisoned: string;
  let other: string;
  beforeAll(async () => {
    desk = await openDesk();
  });
  beforeEach(async () => {
    await desk.begin();
    [poisoned = '', other = ''] = [randomUUID(), randomUUID()].sort();
  });
  afterAll(() => desk.database.drop());
  const { list, retry, retryAll, drop } = {
    list: (filter = {}, limit = 100, after?: number) => listParked(desk.database.pool, filter, limit, after),
    retry: (id: number | undefined) => retryParked(desk.database.pool, desk.readers, id ?? 0),
    retryAll: (what = {}) => retryAllParked(desk.database.pool, desk.readers, what),
    drop: (id: number | undefined) => dropParked(desk.database.pool, id ?? 0, 'manager:ana', 'sent by mistake'),
  };
  /** Two of each, alternating; what is `broken` is parked. */
  const readBoth = (from: number, to: number): Promise<void> =>
    desk.read(...range(from, to).flatMap(n => [numbered(poisoned, n), numbered(other, n)]));

  it('is listed with what waits behind it, page by page, by subject, type, reason and topic', async () => {
    desk.broken.add(`${poisoned}/2`).add(`${other}/4`);
    await readBoth(1, 4);
    const all = await list();
    expect(all.map(({ subject, reason, behind }) => ({ subject, reason, behind }))).toEqual([
      { subject: poisoned, reason: '2 can not be told', behind: 2 },
      { subject: poisoned, reason: 'follows a parked event', behind: 1 },
      { subject: poisoned, reason: 'follows a parked event', behind: 0 },
      { subject: other, reason: '4 can not be told', behind: 0 },
    ]);
    const ids = all.map(({ id }) => id);
    expect((await list({}, 2, ids[1])).map(({ id }) => id)).toEqual(ids.slice(2));
    expect(await list({ subject: other })).toEqual(all.slice(3));
    expect(await list({ heads: true })).toEqual([all[0], all[3]]);
    expect(await list({ reason: '4 CAN NOT' })).toEqual(all.slice(3));
    expect(await list({ type: 'SatisfactionMoved', topic: TOPIC })).toEqual(all);
    expect(await list({ type: 'PurchaseMade' })).toEqual([]);
    expect(await list({ dropped: true })).toEqual([]);
    expect(await summariseParked(desk.database.pool)).toMatchObject({ events: 4, subjects: 2, dropped: 0 });
    expect((await waitingByTopic(desk.database.pool)).get(TOPIC)).toMatchObject({ events: 4 });
  });

  it('shows all that there is of it', async () => {
    desk.broken.add(`${poisoned}/1`);
    await readBoth(1, 2);
    const [first] = await list();
    expect(await readParked(desk.database.pool, first?.id ?? 0)).toMatchObject({
      ...first,
      behind: 1,
      key: poisoned,
      headers: { ce_type: 'SatisfactionMoved', ce_subject: poisoned, ce_sequence: '1' },
      data: { customerId: poisoned, value: 1 },
      text: null,
    });
    expect(await readParked(desk.database.pool, 0)).toBeUndefined();
  });

  it('is tried again with those before it, in their order, up to the one that was named', async () => {
    desk.broken.add(`${poisoned}/2`);
    await readBoth(1, 12);
    expect(await desk.told(other)).toEqual(range(1, 12));
    const third = (await list())[1];
    expect(counted((await retry(third?.id)) ?? (await retryAll()))).toEqual({
      retried: 0,
      failed: ['2 can not be told'],
      next: null,
    });
    expect((await list())[0]).toMatchObject({ tries: 1, failure: '2 can not be told' });
    desk.broken.clear();
    expect(counted((await retry(third?.id)) ?? (await retryAll()))).toEqual({ retried: 2, failed: [], next: null });
    expect(await desk.told(poisoned)).toEqual([1, 2, 3]);
    expect(counted(await retryAll({ subject: poisoned }))).toEqual({ retried: 9, failed: [], next: null });
    expect(await desk.told(poisoned)).toEqual(range(1, 12));
    expect(await retry(third?.id)).toBeUndefined();
  });

  it('keeps no other subject from being applied when all are tried again', async () => {
    desk.broken.add(`${poisoned}/1`).add(`${other}/1`);
    await readBoth(1, 3);
    desk.broken.delete(`${other}/1`);
    expect(counted(await retryAll())).toEqual({ retried: 3, failed: ['1 can not be told'], next: null });
    expect(await desk.told(other)).toEqual([1, 2, 3]);
    expect(await list()).toHaveLength(3);
  });

  it('is tried some hundreds at a time, and the answer says where to go on', async () => {
    const three = [poisoned, other, randomUUID()].sort();
    const [, second] = three;
    for (const subject of three) desk.broken.add(`${subject}/1`);
    await desk.read(...three.flatMap(subject => range(1, 90).map(n => numbered(subject, n))));
    desk.broken.clear();
    const first = await retryAll();
    expect(counted(first)).toEqual({ retried: 200, failed: [], next: { topic: TOPIC, subject: second } });
    const rest = await retryAll({ after: first.next ?? undefined });
    expect(counted(rest)).toEqual({ retried: 70, failed: [], next: null });
    for (const subject of three) expect(await desk.told(subject)).toEqual(range(1, 90));
  });

  it('is dropped by somebody for a reason that stays, and holds up nothing any more', async () => {
    desk.broken.add(`${poisoned}/2`);
    await readBoth(1, 3);
    const [head] = await list();
    expect(await drop(head?.id)).toEqual({ topic: TOPIC, waiting: 1 });
    expect(await drop(head?.id)).toBeUndefined();
    expect(await list({ dropped: true })).toMatchObject([
      { id: head?.id, droppedBy: 'manager:ana', dropReason: 'sent by mistake', reason: '2 can not be told' },
    ]);
    expect(await list()).toMatchObject([{ reason: 'followed an event that was dropped', behind: 0 }]);
    expect(await retry(head?.id)).toBeUndefined();
    expect(counted(await retryAll())).toEqual({ retried: 1, failed: [], next: null });
    await readBoth(4, 5);
    expect(await desk.told(poisoned)).toEqual([1, 3, 4, 5]);
    expect(await list()).toEqual([]);
    const { pool } = desk.database;
    await expect(pool.query('delete from messaging.parked')).rejects.toThrow('was dropped by manager:ana');
    await expect(pool.query(`update messaging.parked set dropped_by = 'x'`)).rejects.toThrow('stays on record');
  });

  it('lets what arrives go on at once when the only one is dropped', async () => {
    desk.broken.add(`${poisoned}/1`);
    await readBoth(1, 1);
    expect(await drop((await list())[0]?.id)).toEqual({ topic: TOPIC, waiting: 0 });
    await readBoth(2, 2);
    expect(await desk.told(poisoned)).toEqual([2]);
  });

  it('is not passed over by the way when others are missing before it: it takes its name', async () => {
    await readBoth(1, 1);
    const late = { ...numbered(poisoned, 3), offset: 4 };
    await applyBatch(
      desk.database.pool,
      desk.readers,
      { topic: TOPIC, source: 'analytics', messages: [late] },
      MISSING,
    );
    expect(counted(await retryAll())).toEqual({ retried: 0, failed: [MISSING], next: null });
    const [waiting] = await list();
    expect(counted((await retry(waiting?.id)) ?? (await retryAll()))).toMatchObject({ retried: 1, failed: [] });
    expect(await desk.told(poisoned)).toEqual([1, 3]);
  });

  it('keeps all that its owner gave in place of a gap behind it, though they share one place', async () => {
    desk.broken.add(`${poisoned}/1`);
    await desk.read(numbered(poisoned, 1));
    const filled = [2, 3, 4].map(n => ({ ...numbered(poisoned, n), offset: 2 }));
    await applyBatch(desk.database.pool, desk.readers, { topic: TOPIC, source: 'analytics', messages: filled });
    desk.broken.clear();
    expect(counted(await retryAll())).toMatchObject({ retried: 4, failed: [] });
    expect(await desk.told(poisoned)).toEqual([1, 2, 3, 4]);
  });
});
