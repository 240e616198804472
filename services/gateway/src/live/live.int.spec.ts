import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PARTITIONS } from '@rapport/contracts';
import { createSender } from '@rapport/messaging';
import { eventually, testTopics } from '@rapport/testing';
import { bearer, startGateway, type Gateway } from '../gateway.fixture.ts';
import { customer, followerOf, publisher, type Follower, type Following, type Publish } from './follower.fixture.ts';

let topics: Awaited<ReturnType<typeof testTopics>>;
let sender: ReturnType<typeof createSender>;
let environment: Record<string, string>;
let gateway: Gateway;

beforeAll(async () => {
  topics = await testTopics();
  sender = createSender({ brokers: topics.brokers, clientId: 'specs' });
  environment = { KAFKA_BROKERS: topics.brokers.join(','), TOPIC_PREFIX: topics.prefix };
  await publish(1, 1, 2, 3);
  gateway = await started();
});
afterAll(async () => {
  await gateway.close();
  await sender.close();
  await topics.remove();
});

async function started(): Promise<Gateway> {
  const fresh = await startGateway(environment);
  await eventually(async () => expect((await fetch(`${fresh.url}/readyz`)).status).toBe(200));
  return fresh;
}

const publish: Publish = (version, ...customers) => publisher(sender, topics.prefix)(version, ...customers);

const follow = (options: Following = {}): Promise<Follower> => followerOf(gateway.url, options);

describe('who follows the customers live', () => {
  it('sees each change from now on, and all that it missed when it comes back', async () => {
    const first = await follow();
    await publish(2, 1, 2, 3);
    await eventually(() => expect(first.seen().sort()).toEqual(['1.2', '2.2', '3.2']));
    first.close();
    await publish(3, 1, 2, 3);
    await publish(0, 3);
    const second = await follow({ after: first.lastId() });
    await eventually(() => expect(second.seen().sort()).toEqual(['1.3', '2.3', '3.0', '3.3']));
    expect(second.text()).toContain('"view":null}');
    await publish(4, 1);
    await eventually(() => expect(second.seen()).toContain('1.4'));
    second.close();
  });

  it('comes back from before anything that is remembered, and then goes on live', async () => {
    const zero = Array.from({ length: PARTITIONS }, () => '0').join('.');
    await publish(1, ...Array.from({ length: 3_000 }, (_, i) => i + 1_000));
    await gateway.close();
    gateway = await started();
    const late = await follow({ after: zero });
    await eventually(() => expect(new Set(late.seen()).size).toBeGreaterThanOrEqual(3_000));
    await publish(9, 1_234);
    await eventually(() => expect(late.seen()).toContain('1234.9'));
    expect(late.seen().filter(each => each === '1234.9')).toHaveLength(1);
    late.close();
  });

  it('goes on where it was when the gateway was started again', async () => {
    const before = await follow();
    await publish(20, 1, 2);
    await eventually(() => expect(before.seen().sort()).toEqual(['1.20', '2.20']));
    await gateway.close();
    await before.ended;
    await publish(21, 1, 2);
    gateway = await started();
    const after = await follow({ after: before.lastId() });
    await eventually(() => expect(after.seen().sort()).toEqual(['1.21', '2.21']));
    after.close();
  });

  it('sees one customer alone when it asks for that', async () => {
    const one = await follow({ query: `?customer=${customer(2)}` });
    await publish(30, 1, 2, 3);
    await eventually(() => expect(one.seen()).toEqual(['2.30']));
    one.close();
  });

  it('is told to read anew when its place is not of this topic', async () => {
    const lost = await follow({ after: 'zzzz.0.0.0.0.0.0.0' });
    expect(lost.text()).toMatch(/^event: reset$/m);
    lost.close();
  });

  it('is let go when its right ends', async () => {
    const short = await follow({ claims: { exp: Math.floor(Date.now() / 1000) + 2 } });
    await short.ended;
    expect(short.text()).toContain('id: ');
  });

  it('must be somebody who may see persons, and ask well', async () => {
    expect((await follow({ claims: { roles: ['analyst'] } })).status).toBe(403);
    expect((await follow({ query: '?customer=1' })).status).toBe(400);
    expect((await follow({ after: 'yesterday' })).status).toBe(400);
  });

  it('is let go, and can come back elsewhere, when the process stops', async () => {
    const open = await follow();
    await gateway.drain(5_000);
    await open.ended;
    expect((await fetch(`${gateway.url}/api/live`, { headers: await bearer() })).status).toBe(503);
  });
});
