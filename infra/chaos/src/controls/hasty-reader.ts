import { eventTopic, PARTITIONS } from '@rapport/contracts';
import { createPool, tail, type Fetched } from '@rapport/messaging';

/**
 * A reader that notes how far it is before it applies what it has read. Told to die after some batches, it does so
 * between the two. Arguments: database, brokers, prefix of the topics, batches.
 */
const [, , database = '', brokers = '', prefix = '', batches = '0'] = process.argv;
const BATCH = 50;
const QUIET_MS = 2_000;

const pool = createPool(database, 2, () => undefined);
const topic = eventTopic('analytics', prefix);
const { rows } = await pool.query<{ partition: number; next: number }>('select partition, next from hasty_positions');
const next = new Map(rows.map(row => [row.partition, row.next]));
const waiting: Fetched[] = [];
let heardAt = Date.now();

const reader = await tail(
  {
    brokers: brokers.split(','),
    clientId: 'hasty',
    topics: [topic],
    from: Array.from({ length: PARTITIONS }, (_, partition) => ({
      topic,
      partition,
      offset: next.get(partition) ?? 0,
    })),
  },
  message => {
    heardAt = Date.now();
    waiting.push(message);
  },
  () => undefined,
);
for (let n = 0; waiting.length > 0 || Date.now() - heardAt < QUIET_MS;) {
  const batch = waiting.splice(0, BATCH);
  if (batch.length === 0) await new Promise(resolve => setTimeout(resolve, 20));
  else {
    await pool.query(
      `insert into hasty_positions select p, max(o) + 1 from unnest($1::int[], $2::bigint[]) as r(p, o) group by p
       on conflict (partition) do update set next = excluded.next`,
      [batch.map(({ partition }) => partition), batch.map(({ offset }) => offset)],
    );
    if (++n === Number(batches)) process.kill(process.pid, 'SIGKILL');
    await pool.query('insert into hasty_seen select unnest($1::uuid[]) on conflict do nothing', [
      batch.map(({ headers }) => headers['ce_id']),
    ]);
  }
}
await reader.close();
await pool.end();
