import { randomUUID } from 'node:crypto';
import { interactionsEvents } from '@rapport/contracts';
import {
  applyBatch,
  bulkUpsert,
  createPool,
  definePolicy,
  defineProjection,
  ignoring,
  isTransient,
  MESSAGING_READ,
  MESSAGING_WRITE,
  transaction,
  type Fetched,
  type Tx,
} from '@rapport/messaging';
import type { Stack } from '@rapport/local';
import type pg from 'pg';
import { anyOf, counter, counting, percentile, steadily, type Steady } from './counter.ts';
import { event } from './design-writes.ts';
import { customers, messages } from './rows.ts';
import { freshDatabase, freshTopics } from './stack.ts';

const WORKERS = 4;
const ROWS = 500;
const KEYS = 2000;

/** Four workers write batches of 500 rows on the same 2,000 keys, in the order of the keys by the helper, or as they come. */
export async function upserts(
  stack: Stack,
  ms: number,
  way: 'sorted' | 'as they come',
): Promise<Steady & { readonly deadlocks: number; readonly batches: number }> {
  const database = await freshDatabase(stack);
  const pool = createPool(database.url, WORKERS, () => undefined);
  await pool.query('create table busy (key int primary key, n bigint not null)');
  let [deadlocks, batches] = [0, 0];
  const one = async (): Promise<void> => {
    const keys = [...new Set(Array.from({ length: ROWS * 2 }, () => Math.floor(Math.random() * KEYS)))].slice(0, ROWS);
    batches += 1;
    await transaction(pool, tx => (way === 'sorted' ? inOrder(tx, keys) : asTheyCome(tx, keys))).catch(
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === '40P01') deadlocks += 1;
        throw error;
      },
    );
  };
  const steady = await steadily(WORKERS, ms, one, ROWS);
  await pool.end();
  await database.drop();
  return { ...steady, deadlocks, batches };
}

const inOrder = (tx: Tx, keys: readonly number[]): Promise<unknown> =>
  bulkUpsert(
    tx,
    'busy',
    keys.map(key => ({ key, n: 1 })),
    { key: ['key'], update: { n: 't.n + excluded.n' } },
  );
const asTheyCome = (tx: Tx, keys: readonly number[]): Promise<unknown> =>
  tx.query(
    'insert into busy as t (key, n) select k, 1 from unnest($1::int[]) as k on conflict (key) do update set n = t.n + 1',
    [keys],
  );

const BATCH = 500;
const PEOPLE = 50;
const TOPIC = 'interactions.events';

/** A policy that wishes for a command after each contact: queued, and carried out beside; or carried out in the batch. */
export async function policies(
  stack: Stack,
  contacts: number,
  way: 'outside' | 'inside',
): Promise<{ readonly rate: number; readonly p99: number; readonly again: number }> {
  const [database, topics] = [await freshDatabase(stack), await freshTopics(stack)];
  const people = customers(PEOPLE);
  const messaging = counting(stack, database.url, topics.prefix, 8);
  await messaging.start();
  const pool = createPool(database.url, 2, () => undefined);
  await pool.query('insert into messaging.seq (subject) select unnest($1::text[])', [people]);
  await pool.query(`insert into messaging.positions values ($1, 0, 'bench', 0)`, [TOPIC]);
  const readers =
    way === 'outside' ? { projections: [], policies: [countContacts] } : { projections: [countAtOnce], policies: [] };
  const log = messages(contacts, people).map((message, offset): Fetched => ({
    ...message,
    topic: TOPIC,
    partition: 0,
    offset,
  }));
  const took: number[] = [];
  let over = false;
  const began = performance.now();
  const asking = askMeanwhile(
    () => over,
    async () => {
      const at = performance.now();
      const subject = anyOf(people);
      const command = { type: 'Count', customerId: subject } as const;
      // What waits too long for a lock is refused: it has taken that long.
      const asked = messaging.handle(counter, randomUUID(), command, { subject, actor: 'clerk' });
      await asked.catch(() => undefined);
      took.push(performance.now() - at);
    },
  );
  let again = 0;
  for (let i = 0; i < log.length; i += BATCH) {
    const batch = { topic: TOPIC, source: 'interactions' as const, messages: log.slice(i, i + BATCH) };
    for (let applied = false; !applied;)
      applied = await applyBatch(pool, readers, batch).then(
        () => true,
        (error: unknown) => {
          if (!isTransient(error)) throw error;
          again += 1;
          return false;
        },
      );
  }
  while ((await open(pool)) > 0) await new Promise(resolve => setTimeout(resolve, 20));
  const ms = performance.now() - began;
  over = true;
  await asking;
  await messaging.stop();
  await pool.end();
  await Promise.all([database.drop(), topics.remove()]);
  const commands = log.filter(({ headers }) => headers['ce_type'] === 'InteractionRecorded').length;
  return { rate: (commands / ms) * 1000, p99: percentile(took, 0.99), again };
}

async function askMeanwhile(isOver: () => boolean, ask: () => Promise<void>): Promise<void> {
  const asked: Promise<void>[] = [];
  while (!isOver()) {
    asked.push(ask());
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  await Promise.all(asked);
}

async function open(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from messaging.todo where done_at is null');
  return rows[0]?.n ?? 0;
}

const countContacts = definePolicy({
  name: 'count-contacts',
  from: ['interactions'] as const,
  workOnImported: true,
  on: {
    ...ignoring(interactionsEvents),
    InteractionRecorded: ({ subject }) => [
      { decider: 'counter', id: subject, subject, command: { type: 'Count', customerId: subject } as { type: string } },
    ],
  },
});

/** What a policy must not be: the command is carried out in the transaction of the batch, which holds its customer until the end. */
const countAtOnce = defineProjection({
  name: 'count-at-once',
  from: ['interactions'] as const,
  begin: (): string[] => [],
  on: {
    ...ignoring(interactionsEvents),
    InteractionRecorded: ({ subject }, subjects: string[]) => void subjects.push(subject),
  },
  async commit(subjects, tx) {
    for (const subject of subjects) {
      const stream = `counter-${subject}`;
      const { rows } = await tx.query<{ version: number | null; state: number | null }>(MESSAGING_READ, [
        JSON.stringify([{ ord: 0, stream, subject }]),
      ]);
      const [version, n] = [rows[0]?.version ?? 0, rows[0]?.state ?? 0];
      const row = {
        stream,
        subject,
        expected: version,
        added: 1,
        nth: 1,
        state: n + 1,
        stateVersion: 1,
        nextDue: null,
      };
      const values = [[{ subject, n: 1 }], [row], [event(subject, stream, version + 1)], [], [], []];
      await tx.query(MESSAGING_WRITE, [...values.map(value => JSON.stringify(value)), [], 'analytics']);
    }
  },
});
