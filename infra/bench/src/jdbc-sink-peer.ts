import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '@rapport/local';
import pg from 'pg';
import type { FactTable } from './fact-messages.ts';
import { runJava } from './java.ts';
import { connectorSettings, workerSettings, type SinkTuning } from './jdbc-sink-settings.ts';
import type { PeerJars } from './peer-jars.ts';
import type { PeerSource } from './peer-source.ts';
import { stalled } from './reading.ts';

const PORT = 4522;

export const SINK: SinkTuning = { batch: 2000, tasks: 1, unnest: true };

export interface SinkSource {
  readonly table: FactTable;
  readonly topic: string;
}

/** The facts alone by Debezium's JDBC sink in a standalone Connect worker, into a database with the tables of analytics. */
export async function jdbcSink(
  stack: Stack,
  jars: PeerJars,
  database: string,
  { facts: sources, warm }: PeerSource,
  tuning: SinkTuning,
): Promise<{ units: number; ms: number }> {
  const dir = await mkdtemp(join(stack.dir, 'connect-'));
  const worker = join(dir, 'worker.properties');
  await writeFile(worker, workerSettings(stack.brokers, dir, PORT));
  const connectors = sources.map(({ table }) => join(dir, `${table.table}.properties`));
  for (const [n, { table, topic }] of sources.entries())
    await writeFile(connectors[n] ?? '', connectorSettings(table, topic, new URL(database), tuning), { mode: 0o600 });
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query(`alter table facts.interactions alter flags set default '{}';
    alter table facts.feedback alter dimensions set default '{}', alter items set default '{}',
      alter expectations set default '{}', alter perceptions set default '{}'`);
  const program = runJava(jars, ['org.apache.kafka.connect.cli.ConnectStandalone', worker, ...connectors]);
  const ended = program.ended.then(() => Promise.reject(new Error('Kafka Connect ended')));
  try {
    return await Promise.race([stored(client, sources, warm), ended]);
  } finally {
    ended.catch(() => undefined);
    await program.stop();
    await client.end();
    await rm(dir, { recursive: true, force: true });
  }
}

/** From when more than `warm` rows are there until the last of every partition is. */
async function stored(client: pg.Client, sources: readonly SinkSource[], warm: number) {
  const total = sources.reduce((sum, { table }) => sum + table.messages.length, 0);
  const check = stalled('what the sink has stored');
  let n = 0;
  while (n <= warm) {
    n = await count(client);
    check(n);
    await sleep(50);
  }
  const began = performance.now();
  while (!(await allEnds(client, sources))) {
    if (performance.now() - began > 180_000) throw new Error('the sink did not store everything in three minutes');
    await sleep(20);
  }
  const ms = performance.now() - began;
  const there = await count(client);
  if (there !== total) throw new Error(`the sink stored ${there} rows of ${total}`);
  return { units: total - n, ms };
}

async function count(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select ((select count(*) from facts.interactions) + (select count(*) from facts.feedback))::integer as n',
  );
  return rows[0]?.n ?? 0;
}

/** Looks for the last row of each partition by its key: counting them all would be work that the sink lacks. */
async function allEnds(client: pg.Client, sources: readonly SinkSource[]): Promise<boolean> {
  for (const { table } of sources) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::integer as n from unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) k(customer, at, id)
       join facts.${table.table} f on f.recorded_customer_id = k.customer and f.occurred_at = k.at and f.${table.idColumn} = k.id`,
      [
        table.last.map(({ customerId }) => customerId),
        table.last.map(({ occurredAt }) => occurredAt),
        table.last.map(({ id }) => id),
      ],
    );
    if ((rows[0]?.n ?? 0) < table.last.length) return false;
  }
  return true;
}
