import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startKafka, type Stack } from '@rapport/local';
import { eventually } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { ConflictError } from './errors.ts';
import { holdsOn, write } from './held.fixture.ts';
import { boundsOf } from './kafka.ts';
import type { Messaging } from './messaging.ts';
import { adding, openGround, published, reconcile, type Ground } from './restored.fixture.ts';

const CUT = 'its end was cut off';

/** A broker loses the ends of its logs, as a disk does that has not kept what it said it had, and starts again without them. */
describe('a topic whose end was cut off', () => {
  const customers = Array.from({ length: 20 }, () => randomUUID());
  let kafka: Stack;
  let ground: Ground;

  beforeAll(async () => {
    kafka = await startKafka({ dir: '.rapport/truncated', ports: { kafka: 4892, kafkaController: 4893 } });
  }, 180_000);
  afterAll(() => kafka.stop({ purge: true }), 60_000);
  beforeEach(async () => {
    ground = await openGround(kafka.brokers);
  });
  afterEach(() => ground.remove(), 60_000);

  const add = (messaging: Messaging, times: number): Promise<string[]> =>
    write(messaging, Array.from({ length: times }, () => customers.map(customer => adding(customer))).flat());
  /** Takes away the second half of every log of the topic, in whatever place that is: Kafka drops the rest of what was torn. */
  const loseTheEnds = async (): Promise<void> => {
    await kafka.kill('kafka');
    const data = join(kafka.dir, 'kafka/data');
    for (const folder of await readdir(data)) {
      if (!folder.startsWith(`${ground.topic}-`)) continue;
      for (const file of (await readdir(join(data, folder))).filter(name => name.endsWith('.log'))) {
        const path = join(data, folder, file);
        await truncate(path, Math.floor((await stat(path)).size / 2));
      }
    }
    await kafka.restart();
  };
  const ends = async (): Promise<readonly number[]> =>
    (await boundsOf({ brokers: ground.brokers, clientId: 'spec' }, ground.topic)).ends;
  const total = (offsets: readonly number[]): number => offsets.reduce((sum, offset) => sum + offset, 0);
  const saysCut = (messaging: Messaging): Promise<void> =>
    eventually(() => expect(messaging.ready().join()).toContain(CUT));
  /** As the guide says: the services are stopped, the topic is made anew, and the log is published again. */
  const repair = async (acknowledged: readonly string[]): Promise<void> => {
    await ground.stop();
    await ground.makeTopicsAnew();
    const messaging = await ground.start(ground.database);
    await reconcile(messaging);
    await holdsOn(ground, messaging, ground.database, acknowledged);
  };

  it('is told at the start, and nothing is published until it was made anew', async () => {
    const first = await ground.start(ground.database);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(...(await add(first, 1)));
    await published(first);
    await ground.stop();
    const before = await ends();
    await loseTheEnds();
    const left = await ends();
    expect(total(left)).toBeLessThan(total(before));
    const messaging = await ground.start(ground.database);
    await saysCut(messaging);
    ids.push(...(await add(messaging, 1)));
    expect(await messaging.reconciling.survey()).toMatchObject({ state: 'cut' });
    await expect(messaging.reconciling.step('spec')).rejects.toThrow(ConflictError);
    expect((await messaging.figures()).outbox).toBe(customers.length);
    expect(await ends()).toEqual(left);
    await repair(ids);
  }, 180_000);

  it('is seen by a process that goes on meanwhile, before it publishes anything behind the cut', async () => {
    const messaging = await ground.start(ground.database);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(...(await add(messaging, 1)));
    await published(messaging);
    await loseTheEnds();
    const left = await ends();
    ids.push(...(await add(messaging, 1)));
    await saysCut(messaging);
    expect(await ends()).toEqual(left);
    await repair(ids);
  }, 180_000);
});
