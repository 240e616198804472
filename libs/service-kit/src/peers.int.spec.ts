import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Messaging } from '@rapport/messaging';
import { testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import type { Service } from './create-service.ts';
import { MESSAGING } from './messaging.token.ts';
import { moods, moodsService } from './moods.fixture.ts';
import { token } from './notes.fixture.ts';
import { fillFrom } from './peers.ts';

describe('the log of a service', () => {
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let service: Service;
  let origin = '';

  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    service = await moodsService(database.url, topics, []);
    await service.app.listen(0, '127.0.0.1');
    origin = await service.app.getUrl();
  });
  afterAll(async () => {
    await service.app.close();
    await topics.remove();
    await database.drop();
  });

  const ask = (roles: readonly string[], subject: string, after: number) => {
    const peers = { profile: '', interactions: '', complaints: '', loyalty: '', analytics: origin };
    return fillFrom(peers, () => token({ claims: { roles } }))('analytics', subject, after);
  };

  it('is given to another service as it was written, from where that one is, and to nobody else', async () => {
    const messaging = service.app.get<Messaging>(MESSAGING, { strict: false });
    const [customerId, other] = [randomUUID(), randomUUID()];
    const context = { subject: customerId, actor: 'spec' };
    await messaging.handleMany(
      moods,
      Array.from({ length: 205 }, (_, i) => ({
        id: customerId,
        command: { type: 'Move', customerId, value: 14 + (i % 70) },
        context,
      })),
    );
    await messaging.handle(
      moods,
      other,
      { type: 'Move', customerId: other, value: 20 },
      { subject: other, actor: 'spec' },
    );
    const events = await ask(['service'], customerId, 1);
    expect(events).toEqual([
      ...(await messaging.events(customerId, 1, 200)),
      ...(await messaging.events(customerId, 201, 200)),
    ]);
    expect(events).toHaveLength(204);
    expect(await ask(['service'], randomUUID(), 0)).toEqual([]);
    await expect(ask(['manager'], customerId, 1)).rejects.toThrow('answers 403');
  });
});
