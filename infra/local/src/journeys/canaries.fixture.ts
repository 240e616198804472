import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { customersTopic, eventTopic, SERVICES } from '@rapport/contracts';
import { boundsOf, readFrom, type Stamped } from '@rapport/messaging';
import { eventually } from '@rapport/testing';
import pg from 'pg';
import { placesOf } from '../paths.ts';
import type { Connections } from '../stack/connections.ts';

const TABLES = `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^(pg_|information_schema)' and c.relkind in ('r', 'm') order by 1`;

/** Where a text is found, in words: every table of every database, every topic, every log file of the stack. */
export async function placesWith(stack: Connections & { dir: string }, canary: string): Promise<string[]> {
  const tables = await Promise.all(SERVICES.map(service => inTables(stack, service, canary)));
  const topics = await Promise.all([...SERVICES.map(service => eventTopic(service)), customersTopic()].map(inTopic));
  return [...tables.flat(), ...topics.flat(), ...(await inLogs(stack.dir, canary))].sort();

  async function inTopic(topic: string): Promise<string[]> {
    const found = (await messagesOf(stack.brokers, topic)).some(({ key, value, headers }) =>
      `${key} ${value?.toString() ?? ''} ${JSON.stringify(headers)}`.includes(canary),
    );
    return found ? [`topic ${topic}`] : [];
  }
}

async function inTables(stack: Connections, service: (typeof SERVICES)[number], canary: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: stack.databases.services[service].owner });
  await client.connect();
  try {
    const found: string[] = [];
    const { rows } = await client.query<{ name: string }>(TABLES);
    for (const { name } of rows) {
      const { rowCount } = await client.query(`select from ${name} t where t::text like $1 limit 1`, [`%${canary}%`]);
      if (rowCount === 1) found.push(`table ${name} of ${service}`);
    }
    return found;
  } finally {
    await client.end();
  }
}

/** All messages of a topic that keeps everything; of a compacted one what compaction will leave: the newest of each key. */
async function messagesOf(brokers: readonly string[], name: string): Promise<Stamped[]> {
  const topic = { brokers, clientId: 'canaries', name };
  const { starts, ends } = await boundsOf(topic, name);
  const messages: Stamped[] = [];
  const failures: Error[] = [];
  const reader = await readFrom(
    topic,
    starts,
    message => messages.push(message),
    error => failures.push(error),
  );
  await eventually(() => {
    if (failures[0]) throw failures[0];
    if (!reader.reached(ends)) throw new Error(`${name} was not read to its end`);
  }, 60_000);
  await reader.close();
  if (name !== customersTopic()) return messages;
  return [...new Map(messages.map(message => [message.key, message])).values()];
}

async function inLogs(dir: string, canary: string): Promise<string[]> {
  const { logs } = placesOf(dir);
  const found: string[] = [];
  for (const name of await readdir(logs)) {
    if ((await readFile(join(logs, name), 'utf8')).includes(canary)) found.push(`log ${name}`);
  }
  return found;
}
