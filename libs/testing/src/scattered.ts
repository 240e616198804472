import { eventTopic, type ServiceName } from '@rapport/contracts';
import { applyBatch, partitionOf, type Fetched, type Message } from '@rapport/messaging';
import type pg from 'pg';
import { openPartitions, type Readers } from './delivery.ts';

/** An event as its service's relay sent it. */
export interface Sent {
  readonly source: ServiceName;
  readonly message: Message;
}

interface Lane {
  readonly topic: string;
  readonly source: ServiceName;
  readonly partition: number;
  readonly messages: Message[];
}

/**
 * Delivers what was sent in any order that Kafka allows: each partition of each topic in its own order, but one as far behind
 * another as may be, in batches of any size, some of them again. `choices` say which, so that a property test can vary and
 * shrink them. May be called again to go on.
 */
export function scattered(
  pool: pg.Pool,
  { projections = [], policies = [] }: Readers,
): (sent: readonly Sent[], choices: readonly number[]) => Promise<void> {
  const offsets = new Map<string, number>();
  return async (sent, choices) => {
    const lanes = lanesOf(sent);
    for (const { topic } of lanes) await openPartitions(pool, topic);
    let turn = 0;
    const choose = (among: number): number => (choices[turn++ % Math.max(1, choices.length)] ?? 0) % among;
    for (let left = lanes; left.length > 0; left = left.filter(({ messages }) => messages.length > 0)) {
      const lane = left[choose(left.length)];
      if (!lane) break;
      const batch = lane.messages.splice(0, 1 + choose(4));
      const again = choose(3) === 0 ? batch : [];
      const messages = [...batch, ...again].map(message => placed(message, lane, offsets));
      await applyBatch(pool, { projections, policies }, { topic: lane.topic, source: lane.source, messages });
    }
  };
}

function placed(message: Message, { topic, partition }: Lane, offsets: Map<string, number>): Fetched {
  const key = `${topic}/${partition}`;
  const offset = offsets.get(key) ?? 0;
  offsets.set(key, offset + 1);
  return { ...message, topic, partition, offset };
}

function lanesOf(sent: readonly Sent[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const { source, message } of sent) {
    const topic = eventTopic(source);
    const partition = partitionOf(message.key, 8);
    const lane = lanes.get(`${topic}/${partition}`) ?? { topic, source, partition, messages: [] };
    lanes.set(`${topic}/${partition}`, lane);
    lane.messages.push(message);
  }
  return [...lanes.values()];
}
