import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startKafka, type Stack } from '@rapport/local';
import { createSender } from '@rapport/messaging';
import { eventually } from '@rapport/testing';
import { startGateway, type Gateway } from '../gateway.fixture.ts';
import { followerOf, publisher } from './follower.fixture.ts';

let kafka: Stack;
let gateway: Gateway;
beforeAll(async () => {
  const ports = { kafka: 4592, kafkaController: 4593 };
  kafka = await startKafka({
    dir: `.rapport/live-${process.pid}`,
    ports,
    kafka: { 'broker.session.timeout.ms': '2000' },
  });
  gateway = await startGateway({ KAFKA_BROKERS: kafka.brokers.join(',') });
  await eventually(async () => expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200));
});
afterAll(async () => {
  await gateway.close();
  await kafka.stop({ purge: true });
});

/** Publishes over a connection of its own: one from before a broker's death is not what is looked at here. */
async function publish(version: number, ...customers: readonly number[]): Promise<void> {
  const sender = createSender({ brokers: kafka.brokers, clientId: 'specs' });
  await publisher(sender)(version, ...customers).finally(() => sender.close());
}

it('goes on after its broker was killed, for who stayed and for who comes back, without loss', async () => {
  const [stays, leaves] = [await followerOf(gateway.url, {}), await followerOf(gateway.url, {})];
  await publish(1, 1, 2, 3);
  for (const each of [stays, leaves]) await eventually(() => expect(each.seen().sort()).toEqual(['1.1', '2.1', '3.1']));
  leaves.close();

  await kafka.kill('kafka');
  await eventually(() => expect(fetch(`http://${kafka.brokers[0]}`)).rejects.toThrow());
  const meanwhile = await followerOf(gateway.url, { after: leaves.lastId() });
  await kafka.restart();
  await publish(2, 1, 2, 3);
  await publish(3, 2);

  const later = await followerOf(gateway.url, { after: leaves.lastId() });
  const expected = ['1.2', '2.2', '2.3', '3.2'];
  await eventually(() => expect(stays.seen().sort()).toEqual(['1.1', '2.1', '3.1', ...expected].sort()));
  for (const each of [meanwhile, later]) await eventually(() => expect(each.seen().sort()).toEqual(expected));
  for (const each of [stays, meanwhile, later]) each.close();
});
