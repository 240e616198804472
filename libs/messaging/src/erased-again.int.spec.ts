import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { eventTopic, PARTITIONS } from '@rapport/contracts';
import { eventually, sending, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { createSender } from './kafka.ts';
import type { Messaging } from './messaging.ts';
import { adding, openGround, published, reconcile, type Ground } from './restored.fixture.ts';
import { tally } from './tally.fixture.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await openGround();
});
afterEach(() => ground.remove());

const [ana, ben] = [randomUUID(), randomUUID()];

/** Profile tells that ana is erased. */
async function tellErased(): Promise<void> {
  const sender = createSender({ brokers: ground.brokers, clientId: 'spec' });
  const data = { customerId: ana, erasureId: randomUUID(), reason: 'customerRequest' };
  const { message } = sending()({ type: 'CustomerErased', subject: ana, data });
  await sender.send(eventTopic('profile', ground.prefix), PARTITIONS, [message]);
  await sender.close();
}

const whoseWords = async ({ pool }: TestDatabase): Promise<string[]> =>
  (await pool.query<{ subject: string }>('select distinct subject from messaging.personal order by 1')).rows.map(
    ({ subject }) => subject,
  );
const answers = async (messaging: Messaging): Promise<number> =>
  (await messaging.events(ana, 0, 100)).filter(({ type }) => type === 'ErasedFromAnalytics').length;

it('what was erased after a backup is erased again when that is restored, by reading on, and refused from then on', async () => {
  const first = await ground.start(ground.database);
  for (const subject of [ana, ben]) {
    const { id, command, context } = adding(subject, subject, { words: 'private' });
    await first.handle(tally, id, command, context);
  }
  await published(first);
  await ground.stop();
  const backup = await ground.copy();

  const second = await ground.start(ground.database);
  await tellErased();
  await eventually(async () => expect(await whoseWords(ground.database)).toEqual([ben]));
  await eventually(async () => expect(await answers(second)).toBe(1));
  await published(second);
  await ground.stop();
  expect(await whoseWords(backup)).toEqual([ana, ben].sort());

  const restored = await ground.start(backup);
  await reconcile(restored);
  await eventually(async () => expect(await whoseWords(backup)).toEqual([ben]));
  const { id, command, context } = adding(ana, ana, { words: 'again' });
  await expect(restored.handle(tally, id, command, context)).rejects.toMatchObject({ slug: 'customer-erased' });
  await published(restored);
  expect(await answers(restored)).toBe(1);
});
