import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventTopic } from '@rapport/contracts';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { readAll } from '../topics.ts';
import type { Control } from './control.ts';
import { openSide } from './side.ts';

const KILLS = 9;
const BATCH = 40;
const SENDERS = 4;

/** Sends batches over all partitions until told to stop. Answers the ids that were acknowledged. */
async function send(producer: Producer, topic: string, stopping: AbortSignal): Promise<string[]> {
  const acknowledged: string[] = [];
  while (!stopping.aborted) {
    const ids = Array.from({ length: BATCH }, () => randomUUID());
    const messages = ids.map(id => ({ key: id, value: id, headers: { ce_id: id } }));
    await producer.send({ topic, acks: -1, messages }).then(
      () => acknowledged.push(...ids),
      () => sleep(100),
    );
  }
  return acknowledged;
}

/** It takes up what Kafka refuses for a moved leader again, but for partitions that it forgets on the way. */
export const kafkajs: Control = {
  name: 'kafkajs-producer',
  what: 'kafkajs as the producer, acks from all, while brokers are killed.',
  ground: 'cluster',
  async run(ground, signal) {
    const side = await openSide(ground);
    const topic = eventTopic('interactions', side.prefix);
    const kafka = new Kafka({ clientId: 'control', brokers: [...side.brokers], logLevel: logLevel.NOTHING });
    let [sent, lost, kills] = [0, 0, 0];
    try {
      while (lost === 0 && kills < KILLS && !signal.aborted) {
        const producers = Array.from({ length: SENDERS }, () => kafka.producer({ retry: { retries: 20 } }));
        await Promise.all(producers.map(producer => producer.connect()));
        const stopping = new AbortController();
        const sending = Promise.all(producers.map(producer => send(producer, topic, stopping.signal)));
        await sleep(1_500);
        await ground.killBroker((kills++ % ground.brokers) + 1);
        await sleep(5_000);
        stopping.abort();
        await ground.restore();
        const acknowledged = (await sending).flat();
        await Promise.all(producers.map(producer => producer.disconnect()));
        const there = new Set((await readAll(side.brokers, topic)).map(({ headers }) => headers['ce_id']));
        sent += acknowledged.length;
        lost += acknowledged.filter(id => !there.has(id)).length;
      }
      return { acknowledged: sent, lost, doubled: 0, wrong: lost > 0, note: `${kills} brokers killed` };
    } finally {
      await side.drop();
    }
  },
};
