import { randomUUID } from 'node:crypto';
import { createPool, MESSAGING_READ, MESSAGING_WRITE, transaction } from '@rapport/messaging';
import type { Stack } from '@rapport/local';
import pg from 'pg';
import { anyOf, counter, counting, steadily, type Steady } from './counter.ts';
import { customers } from './rows.ts';
import { freshDatabase } from './stack.ts';

const WRITERS = 32;
const CUSTOMERS = 10;
const TOGETHER = 4;
const HOT_CLIENTS = 64;

const context = (subject: string) => ({ subject, actor: 'bench' });

async function withDatabase<Result>(stack: Stack, work: (url: string) => Promise<Result>): Promise<Result> {
  const database = await freshDatabase(stack);
  try {
    return await work(database.url);
  } finally {
    await database.drop();
  }
}

async function asked(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(statement);
  await client.end();
  return rows[0]?.n ?? NaN;
}

// Of all that ended: what a connection has seen is told when it is closed.
const DEADLOCKS = 'select deadlocks::int as n from pg_stat_database where datname = current_database()';
const OUT_OF_ORDER = `select count(*)::int as n from (
    select sequence - coalesce(lag(sequence) over (partition by aggregateid order by position), 0) as step from messaging.events
  ) steps where step <> 1`;

export interface Written extends Steady {
  readonly deadlocks: number;
  /** Events whose number does not follow that of the one before, in the order of positions. */
  readonly disorder: number;
}

/** 32 writers open streams of 10 customers, four at a time, by the write path: the customers are locked first, in order. */
export const customersFirst = (stack: Stack, ms: number): Promise<Written> =>
  withDatabase(stack, async url => {
    const messaging = counting(stack, url, '', WRITERS);
    const people = customers(CUSTOMERS);
    const four = async (): Promise<void> => {
      const commands = Array.from({ length: TOGETHER }, () => anyOf(people)).map(subject => ({
        id: randomUUID(),
        command: { type: 'Count', customerId: subject } as const,
        context: context(subject),
      }));
      const outcomes = await messaging.handleMany(counter, commands);
      if (outcomes.some(({ ok }) => !ok)) throw new Error('refused');
    };
    const steady = await steadily(WRITERS, ms, four, TOGETHER);
    await messaging.pool.end();
    return { ...steady, deadlocks: await asked(url, DEADLOCKS), disorder: await asked(url, OUT_OF_ORDER) };
  });

/** The same one after the other in a transaction, each writing its stream and then locking its customer. */
export const streamsFirst = (stack: Stack, ms: number): Promise<Written> =>
  withDatabase(stack, async url => {
    const pool = createPool(url, WRITERS, () => undefined);
    const people = customers(CUSTOMERS);
    await pool.query('insert into messaging.seq (subject) select unnest($1::text[])', [people]);
    const four = (): Promise<void> =>
      transaction(pool, async tx => {
        for (const subject of Array.from({ length: TOGETHER }, () => anyOf(people))) {
          const stream = `counter-${randomUUID()}`;
          await tx.query(OPEN, [stream, subject]);
          await tx.query(INSERT, [subject, stream, JSON.stringify({ customerId: subject, value: 1 }), randomUUID()]);
        }
      });
    const steady = await steadily(WRITERS, ms, four, TOGETHER);
    await pool.end();
    return { ...steady, deadlocks: await asked(url, DEADLOCKS), disorder: await asked(url, OUT_OF_ORDER) };
  });

const OPEN = `insert into messaging.streams (stream, subject, version, sequence, state, state_version) values ($1, $2, 1, 1, '1', 1)`;
const INSERT = `with n as (update messaging.seq set last = last + 1 where subject = $1 returning last), e as (
    insert into messaging.events (id, aggregatetype, aggregateid, type, payload, stream, version, sequence, epoch, occurred_at, actor, imported, hop)
    select $4::uuid, 'analytics', $1, 'SatisfactionMoved', $3, $2, 1, last, 1, now(), 'bench', false, 0 from n returning position
  ) insert into messaging.outbox select position from e`;

/** 64 clients on one stream: those of one process queue, or each tries until it comes first. */
export const hotStream = (stack: Stack, ms: number, way: 'queued' | 'each on its own'): Promise<Steady> =>
  withDatabase(stack, async url => {
    const messaging = counting(stack, url, '', 8);
    const [id] = customers(1);
    const of = id ?? '';
    const command = { type: 'Count', customerId: of } as const;
    const one = async (): Promise<void> => {
      if (way === 'queued') await messaging.handle(counter, of, command, context(of));
      else {
        const [outcome] = await messaging.handleMany(counter, [{ id: of, command, context: context(of) }]);
        if (outcome?.ok !== true) throw new Error('it changes too often');
      }
    };
    await one();
    const steady = await steadily(HOT_CLIENTS, ms, one);
    await messaging.pool.end();
    return steady;
  });

/** Read and written by the statements of the write path, which leave the size to those before them, eight streams at once. */
export const withState = (stack: Stack, ms: number, bytes: number): Promise<Steady> =>
  withDatabase(stack, async url => {
    const pool = createPool(url, 8, () => undefined);
    const streams = customers(8).map(subject => ({ subject, stream: `counter-${subject}`, version: 0 }));
    await pool.query('insert into messaging.seq (subject) select unnest($1::text[])', [
      streams.map(({ subject }) => subject),
    ]);
    const filler = 'x'.repeat(64);
    const lines = Array.from({ length: Math.ceil(bytes / 80) }, (_, i) => ({ i, filler })).slice(0, bytes / 80);
    const one = async (client: number): Promise<void> => {
      const at = streams[client];
      if (!at) return;
      const { subject, stream } = at;
      const { rows } = await pool.query<{ state: typeof lines | null }>({
        name: 'read',
        text: MESSAGING_READ,
        values: [JSON.stringify([{ ord: 0, stream, subject }])],
      });
      const state = [...(rows[0]?.state ?? lines)];
      const row = { stream, subject, expected: at.version, added: 1, nth: 1, state, stateVersion: 1, nextDue: null };
      const values = [[{ subject, n: 1 }], [row], [event(subject, stream, at.version + 1)], [], [], []];
      await pool.query({
        name: 'write',
        text: MESSAGING_WRITE,
        values: [...values.map(value => JSON.stringify(value)), [], 'analytics'],
      });
      at.version += 1;
    };
    const steady = await steadily(streams.length, ms, one);
    await pool.end();
    return steady;
  });

/** An event as the statement of the write path takes it. */
export const event = (subject: string, stream: string, version: number, nth = 1) => ({
  ord: nth - 1,
  id: randomUUID(),
  subject,
  type: 'SatisfactionMoved',
  data: { customerId: subject, value: 1 },
  stream,
  version,
  nth,
  occurredAt: new Date().toISOString(),
  actor: 'bench',
  imported: false,
  hop: 0,
  traceparent: null,
});
