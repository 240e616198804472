import { transaction, createPool, bulkUpsert, fromMessage, tail, type Fetched, type Message } from '@rapport/messaging';
import type { Stack } from '@rapport/local';
import pg from 'pg';
import { compare, type Contestant } from './compare.ts';
import { feedbackRow, interactionRow } from './fact-rows.ts';
import { startService } from './process.ts';
import { untilRead } from './reading.ts';
import type { Section } from './report.ts';
import { customers, messages } from './rows.ts';
import { analyticsDatabase, freshAnalytics, freshTopics, sendAll } from './stack.ts';

const PORT = 4515;
const FEW = 3000;

/** Kafka → facts and satisfaction by the real analytics service, beside loops without its guarantees. */
export async function projectionBench(
  stack: Stack,
  size: { events: number; rounds: number },
  say: (line: string) => void,
): Promise<Section> {
  const all = messages(size.events, customers(5000));
  const topics = await freshTopics(stack);
  const topic = `${topics.prefix}interactions.events`;
  await sendAll(stack, topic, all);
  const contestants: Contestant[] = [
    { name: 'analytics service', run: () => ours(stack, topics.prefix, topic, all.length) },
    { name: 'bare consume and bulk upsert of the facts', run: () => bare(stack, topic, all.length) },
    { name: 'one transaction a message', run: () => oneByOne(stack, all.slice(0, FEW)) },
  ];
  const [first, second, third] = await compare(contestants, size.rounds, say);
  await topics.remove();
  if (!first || !second || !third) throw new Error('nothing was measured');
  return {
    title: 'Projection',
    what: `${size.events.toLocaleString('en-US')} contacts and surveys of 5,000 customers from Kafka into PostgreSQL. Ours: the analytics service with all its projections (facts, experiences, satisfaction), sequence check, identity map and positions in the same transaction. The limit: the same client, the same fact rows in bulk, nothing else. The peer: the fact rows, each in its own transaction.`,
    unit: 'events',
    ours: first,
    others: [
      { ...second, role: 'limit', goal: 0.5 },
      { ...third, role: 'peer', goal: 15 },
    ],
  };
}

async function ours(stack: Stack, prefix: string, topic: string, total: number) {
  const database = await freshAnalytics(stack, prefix);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const service = startService(stack, 'analytics', PORT, { url: database.url, prefix }, '/livez');
  const read = await untilRead(client, topic, { total, warm: 0 });
  await (await service).stop();
  await client.end();
  await database.drop();
  return read;
}

async function bare(stack: Stack, topic: string, total: number) {
  const database = await analyticsDatabase(stack);
  const pool = createPool(database.url, 2, () => undefined);
  const waiting: Fetched[] = [];
  let wake: () => void = () => undefined;
  const reader = await tail(
    { brokers: stack.brokers, clientId: 'bench', topics: [topic], from: 'start' },
    message => {
      waiting.push(message);
      wake();
    },
    () => undefined,
  );
  let began = 0;
  let skipped = 0;
  let n = 0;
  while (n < total) {
    if (waiting.length === 0) await new Promise<void>(resolve => (wake = resolve));
    const events = waiting.splice(0, 4000).map(message => fromMessage(message));
    await transaction(pool, async tx => {
      await bulkUpsert(tx, 'facts.interactions', events.flatMap(interactionRow), {
        key: ['recorded_customer_id', 'occurred_at', 'interaction_id'],
        update: 'nothing',
      });
      await bulkUpsert(tx, 'facts.feedback', events.flatMap(feedbackRow), {
        key: ['recorded_customer_id', 'occurred_at', 'feedback_id'],
        update: 'nothing',
      });
    });
    n += events.length;
    if (began === 0) [began, skipped] = [performance.now(), n];
  }
  const ms = performance.now() - began;
  await reader.close();
  await pool.end();
  await database.drop();
  return { units: total - skipped, ms };
}

async function oneByOne(stack: Stack, few: readonly Message[]) {
  const database = await analyticsDatabase(stack);
  const pool = createPool(database.url, 2, () => undefined);
  const began = performance.now();
  for (const message of few) {
    const event = fromMessage(message);
    await transaction(pool, async tx => {
      await bulkUpsert(tx, 'facts.interactions', interactionRow(event), {
        key: ['recorded_customer_id', 'occurred_at', 'interaction_id'],
        update: 'nothing',
      });
      await bulkUpsert(tx, 'facts.feedback', feedbackRow(event), {
        key: ['recorded_customer_id', 'occurred_at', 'feedback_id'],
        update: 'nothing',
      });
    });
  }
  const ms = performance.now() - began;
  await pool.end();
  await database.drop();
  return { units: few.length, ms };
}
