import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { moods, startMoods, type Moods } from './moods.fixture.ts';
import { token } from './notes.fixture.ts';
import { fillFrom } from './peers.ts';

describe('the log of a service', () => {
  let service: Moods;
  let origin = '';

  beforeAll(async () => {
    service = await startMoods();
    origin = await service.app.getUrl();
  });
  afterAll(() => service.close());

  const ask = (roles: readonly string[], subject: string, after: number) => {
    const peers = { profile: '', interactions: '', complaints: '', loyalty: '', analytics: origin };
    return fillFrom(peers, () => token({ claims: { roles } }))('analytics', subject, after);
  };

  it('is given to another service as it was written, from where that one is, and to nobody else', async () => {
    const { messaging } = service;
    const customerId = randomUUID();
    const context = { subject: customerId, actor: 'spec' };
    await messaging.handleMany(
      moods,
      Array.from({ length: 205 }, (_, i) => ({
        id: customerId,
        command: { type: 'Move', customerId, value: 14 + (i % 70) },
        context,
      })),
    );
    await service.move(20);
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
