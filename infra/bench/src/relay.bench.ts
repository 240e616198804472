import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMessaging, createSender, quiet, type Message } from '@rapport/messaging';
import type { Stack } from '@rapport/local';
import pg from 'pg';
import { compare, type Contestant } from './compare.ts';
import type { Section } from './report.ts';
import { contact, customers } from './rows.ts';
import { freshDatabase, freshTopics } from './stack.ts';

/** Outbox → Kafka with deletes, beside a producer that has the messages in memory already. */
export async function relayBench(
  stack: Stack,
  size: { events: number; rounds: number },
  say: (line: string) => void,
): Promise<Section> {
  const people = customers(2000);
  const ours: Contestant = { name: 'relay', run: () => relay(stack, size.events, people) };
  const bare: Contestant = { name: 'bare producer', run: () => produce(stack, size.events, people) };
  const [first, second] = await compare([ours, bare], size.rounds, say);
  if (!first || !second) throw new Error('nothing was measured');
  return {
    title: 'Relay',
    what: `${size.events.toLocaleString('en-US')} events from the outbox to Kafka (acks=all, idempotent), read from the head, sent, deleted: from their commit until the last is gone, by a relay that runs already. The limit is the same client, connected already, sending the same messages from memory.`,
    unit: 'events',
    ours: first,
    others: [{ ...second, role: 'limit', goal: 0.6 }],
  };
}

async function relay(stack: Stack, events: number, people: readonly string[]) {
  const [database, topics] = [await freshDatabase(stack), await freshTopics(stack)];
  const messaging = createMessaging({
    service: 'interactions',
    database: database.url,
    brokers: stack.brokers,
    topicPrefix: topics.prefix,
    deciders: [],
    projections: [],
    policies: [],
    log: quiet,
  });
  await messaging.start();
  while ((await messaging.figures()).agrees === 0) await sleep(20);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('begin');
  await client.query(
    `with e as (
       insert into messaging.events (id, aggregatetype, aggregateid, type, payload, stream, version, sequence, epoch, occurred_at, actor, imported, hop)
       select gen_random_uuid(), 'interactions', ($2::text[])[1 + i % cardinality($2::text[])], 'InteractionRecorded', $3::json,
         'interaction-' || i, 1, 1 + i / cardinality($2::text[]), 1, now(), 'bench', false, 0 from generate_series(0, $1::int - 1) i returning position)
     insert into messaging.outbox select position from e`,
    [events, people, JSON.stringify(contact(people[0] ?? '', 1))],
  );
  await client.query('analyze messaging.outbox, messaging.events');
  const { rows } = await client.query<{ last: string }>('select max(position) as last from messaging.outbox');
  const last = rows[0]?.last;
  await client.query('commit');
  const began = performance.now();
  for (;;) {
    // The last one goes last, and is found by its key: asking for any would look through all that went before.
    const { rowCount } = await client.query('select from messaging.outbox where position = $1', [last]);
    if (rowCount === 0) break;
    await sleep(20);
  }
  const ms = performance.now() - began;
  await messaging.stop();
  await client.end();
  await Promise.all([database.drop(), topics.remove()]);
  return { units: events, ms };
}

async function produce(stack: Stack, events: number, people: readonly string[]) {
  const topics = await freshTopics(stack);
  const value = Buffer.from(JSON.stringify(contact(people[0] ?? '', 1)));
  const all: Message[] = Array.from({ length: events }, (_, i) => ({
    key: people[i % people.length] ?? '',
    value,
    headers: headers(i),
  }));
  const sender = createSender({ brokers: stack.brokers, clientId: 'bench' });
  await sender.send(`${topics.prefix}interactions.events`, 8, all.slice(0, 1));
  const began = performance.now();
  for (let i = 0; i < all.length; i += 1000)
    await sender.send(`${topics.prefix}interactions.events`, 8, all.slice(i, i + 1000));
  const ms = performance.now() - began;
  await sender.close();
  await topics.remove();
  return { units: events, ms };
}

const headers = (i: number): Record<string, string> => ({
  'content-type': 'application/json',
  ce_specversion: '1.0',
  ce_id: randomUUID(),
  ce_source: '/rapport/interactions',
  ce_type: 'InteractionRecorded',
  ce_time: '2026-01-01T00:00:00.000Z',
  ce_recordedtime: '2026-01-01T00:00:00.000Z',
  ce_sequence: String(i),
  ce_position: String(i),
  ce_stream: `interaction-${i}`,
  ce_streamversion: '1',
  ce_epoch: '1',
  ce_actor: 'bench',
});
