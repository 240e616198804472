import { eventTopic, topics as declared } from '@rapport/contracts';
import type { Stack } from '@rapport/local';
import { withTopics, type Message } from '@rapport/messaging';
import { factTables } from './fact-messages.ts';
import type { SinkSource } from './jdbc-sink-peer.ts';
import { customers, messages } from './rows.ts';
import { freshTopics, sendAll } from './stack.ts';

export const PEOPLE = 5000;
const PARTITIONS = 8;

/** The same events twice: as ours and Kafka Streams read them, and as rows for the sink. */
export interface PeerSource {
  readonly prefix: string;
  readonly topic: string;
  readonly total: number;
  /** So many at the beginning warm up and are not counted. */
  readonly warm: number;
  readonly facts: readonly SinkSource[];
  readonly remove: () => Promise<void>;
}

export async function peerSource(stack: Stack, events: number): Promise<PeerSource> {
  const all = messages(events, customers(PEOPLE));
  const { prefix, remove } = await freshTopics(stack);
  const topic = eventTopic('interactions', prefix);
  await sendAll(stack, topic, all);
  const facts = await sendFacts(stack, prefix, all);
  return { prefix, topic, total: events, warm: Math.floor(events / 10), facts, remove };
}

async function sendFacts(stack: Stack, prefix: string, all: readonly Message[]): Promise<SinkSource[]> {
  const like = declared(prefix, PARTITIONS).find(({ name }) => name === eventTopic('interactions', prefix));
  if (like === undefined) throw new Error('there is no topic of interactions');
  const facts = factTables(all, PARTITIONS).map(table => ({ table, topic: `${prefix}facts.${table.table}` }));
  await withTopics({ brokers: stack.brokers, clientId: 'bench' }, async present => {
    for (const { topic } of facts) await present.create({ ...like, name: topic }, 1);
  });
  for (const { table, topic } of facts) await sendAll(stack, topic, table.messages);
  return facts;
}
