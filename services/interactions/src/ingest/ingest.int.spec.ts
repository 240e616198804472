import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quiet, type Messaging } from '@rapport/messaging';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { Registry } from 'prom-client';
import { migrations } from '../migrations/index.ts';
import { DroppedAttributes } from './dropped-attributes.ts';
import { Mappings } from './mappings.ts';
import { Rejects, removeOld, type Rejected } from './rejects.ts';
import { Sources } from './sources.ts';

const actor = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
let database: TestDatabase;
let messaging: Pick<Messaging, 'pool'>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  messaging = { pool: database.pool };
});
afterAll(() => database.drop());

describe('a source', () => {
  it('is known by its key, which is kept nowhere, and by the former one for a while', async () => {
    const sources = new Sources(messaging);
    const { sourceId, writeKey } = await sources.create('shop', 'web', actor);
    expect(await sources.of(writeKey)).toMatchObject({ sourceId, name: 'shop', channel: 'web', enabled: true });
    expect(await sources.of('rk_other')).toBeUndefined();
    const { rows } = await database.pool.query('select to_json(s)::text as text from app.ingest_sources s');
    expect(JSON.stringify(rows)).not.toContain(writeKey);

    const { writeKey: second } = await sources.rotate(sourceId, 1);
    const { writeKey: third } = await sources.rotate(sourceId, 1);
    expect(await Promise.all([writeKey, second, third].map(key => sources.of(key)))).toEqual([
      undefined,
      expect.objectContaining({ sourceId }),
      expect.objectContaining({ sourceId }),
    ]);
    await sources.rotate(sourceId, 0);
    expect(await sources.of(third)).toBeUndefined();
  });
  it('that is disabled is refused, until it is enabled again', async () => {
    const sources = new Sources(messaging);
    const { sourceId, writeKey } = await sources.create('kiosk', 'branch', actor);
    expect(await sources.enable(sourceId, false)).toMatchObject({ enabled: false });
    expect(await sources.of(writeKey)).toBeUndefined();
    await sources.enable(sourceId, true);
    expect(await sources.of(writeKey)).toMatchObject({ name: 'kiosk' });
  });
  it('has a name of its own', async () => {
    const sources = new Sources(messaging);
    await sources.create('once', 'web', actor);
    await expect(sources.create('once', 'web', actor)).rejects.toMatchObject({ slug: 'conflict' });
    await expect(sources.enable(actor, true)).rejects.toMatchObject({ slug: 'not-found' });
    expect((await sources.list()).map(({ name }) => name)).toEqual(['kiosk', 'once', 'shop']);
  });
});

describe('what messages become', () => {
  it('is a version on top of those before, by one of those who change it at once', async () => {
    const mappings = new Mappings(messaging);
    const message = { source: 'shop', call: 'track', event: 'Order Completed' } as const;
    expect((await mappings.current())(message)).toMatchObject({ as: 'purchase' });
    const changes = await Promise.allSettled(
      [1, 2].map(() => mappings.change(1, [{ call: 'track', as: 'nothing' }], actor)),
    );
    expect(changes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await mappings.current())(message)).toMatchObject({ as: 'nothing' });
    expect(await mappings.versions(undefined, 10)).toMatchObject([
      { version: 2, changedBy: actor, rules: [{ as: 'nothing' }] },
      { version: 1, changedBy: 'shipped' },
    ]);
  });
});

describe('a message that can not be used', () => {
  const rejected = (sourceId: string, messageId: string, more: Partial<Rejected> = {}): Rejected => ({
    sourceId,
    messageId,
    protocol: 'segment',
    slug: 'form',
    reason: 'It says nothing.',
    message: { text: 'half \ud800 a pair and \u0000' },
    receivedAt: new Date().toISOString(),
    customerId: undefined,
    ...more,
  });

  it('is kept once however often it comes, goes when it is accepted, and stays dropped', async () => {
    const [rejects, sources] = [new Rejects(messaging, quiet), new Sources(messaging)];
    const { sourceId } = await sources.create('bad', 'web', actor);
    await rejects.keep([rejected(sourceId, 'a'), rejected(sourceId, 'b'), rejected(sourceId, 'é')]);
    await rejects.keep([rejected(sourceId, 'a', { reason: 'Still nothing.' }), rejected(sourceId, 'a')]);
    const list = await rejects.list({ source: 'bad', dropped: false }, 10, undefined);
    expect(list.map(({ messageId, times }) => [messageId, times]).sort()).toEqual([
      ['a', 2],
      ['b', 1],
      [expect.stringMatching(/^digest-/), 1],
    ]);
    const a = list.find(({ messageId }) => messageId === 'a')?.id ?? 0;
    expect(JSON.parse((await rejects.read(a))?.body ?? '')).toEqual({ text: 'half \ud800 a pair and \u0000' });

    await rejects.settle(sourceId, ['b', 'é', 'unheard of']);
    expect(await rejects.drop(a, actor, 'no use')).toBe(true);
    expect(await rejects.drop(a, actor, 'no use')).toBe(false);
    await rejects.keep([rejected(sourceId, 'a')]);
    expect(await rejects.list({ source: 'bad', dropped: false }, 10, undefined)).toEqual([]);
    expect(await rejects.list({ dropped: true, slug: 'form' }, 10, undefined)).toMatchObject([
      { id: a, dropReason: 'no use', droppedBy: actor },
    ]);
    expect((await rejects.read(a))?.body).toBeNull();
  });
  it('is removed after thirty days', async () => {
    const [rejects, sources] = [new Rejects(messaging, quiet), new Sources(messaging)];
    const { sourceId } = await sources.create('old', 'web', actor);
    const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
    await rejects.keep([
      rejected(sourceId, 'old', { receivedAt: daysAgo(31) }),
      rejected(sourceId, 'young', { receivedAt: daysAgo(29) }),
    ]);
    expect(await removeOld(database.pool)).toBe(1);
    expect(await rejects.list({ source: 'old', dropped: false }, 10, undefined)).toMatchObject([
      { messageId: 'young' },
    ]);
  });
  it('that is too large is told of, and not kept', async () => {
    const [rejects, sources] = [new Rejects(messaging, quiet), new Sources(messaging)];
    const { sourceId } = await sources.create('large', 'web', actor);
    await rejects.keep([rejected(sourceId, 'large', { message: 'x'.repeat(300_000) })]);
    const [reject] = await rejects.list({ source: 'large', dropped: false }, 10, undefined);
    expect((await rejects.read(reject?.id ?? 0))?.body).toBeNull();
  });
});

describe('an attribute that nobody declared', () => {
  it('is counted by source and name; what can be no name is counted without it', async () => {
    const dropped = new DroppedAttributes(messaging, new Registry(), quiet);
    const source = await new Sources(messaging).create('chatty', 'web', actor);
    dropped.count(source, ['traits.mood', 'traits.mood', 'eva@example.com said']);
    await dropped.flush();
    dropped.count(source, ['traits.mood']);
    await Promise.all([dropped.flush(), dropped.flush()]);
    const { items, next } = await dropped.list({ limit: 1 });
    expect(items).toMatchObject([{ source: 'chatty', attribute: 'traits.mood', times: 3 }]);
    expect((await dropped.list({ limit: 1, cursor: next ?? '' })).items).toMatchObject([{ attribute: '…', times: 1 }]);
  });
});
