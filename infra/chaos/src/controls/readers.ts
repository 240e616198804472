import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { eventTopic } from '@rapport/contracts';
import { bulkUpsert, transaction } from '@rapport/messaging';
import { createRandom } from '@rapport/simulator';
import type pg from 'pg';
import { readAll } from '../topics.ts';
import type { Control } from './control.ts';
import { relay, RIGHT } from './relays.ts';
import { openSide, type Side } from './side.ts';
import { write } from './writers.ts';

const EVENTS = 1_000;
const DEATHS = 3;

const run = ({ url, brokers, prefix }: Side, batches: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = new URL('./hasty-reader.ts', import.meta.url).pathname;
    const args = [...process.execArgv, script, url, brokers.join(','), prefix, String(batches)];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      signal,
      killSignal: 'SIGKILL',
    });
    child.once('error', reject);
    child.once('close', () => resolve());
  });

const commitFirst: Control = {
  name: 'commit-before-apply',
  what: 'a reader that notes its position before it applies what it has read.',
  ground: 'single',
  async run(ground, signal) {
    const side = await openSide(ground);
    try {
      await side.pool.query(
        'create table hasty_positions (partition int primary key, next bigint); create table hasty_seen (id uuid primary key)',
      );
      const acknowledged = await write(side, [randomUUID(), randomUUID(), randomUUID()], 3, EVENTS);
      await relay(side, RIGHT, AbortSignal.abort());
      for (let death = 0; death < DEATHS; death++) await run(side, 2, signal);
      await run(side, 0, signal);
      const { rows } = await side.pool.query<{ id: string }>('select id from hasty_seen');
      const seen = new Set(rows.map(({ id }) => id));
      const told = await readAll(side.brokers, eventTopic('analytics', side.prefix));
      const lost = told.filter(({ headers }) => !seen.has(headers['ce_id'] ?? '')).length;
      return { acknowledged, lost, doubled: 0, wrong: lost > 0, note: `killed ${DEATHS} times` };
    } finally {
      await side.drop();
    }
  },
};

const WRITERS = 4;
// PostgreSQL looks for a deadlock only after a second.
const BATCHES = 12;
const ROWS = 200;
const KEYS = 400;

type Write = (tx: pg.PoolClient, keys: readonly number[]) => Promise<unknown>;

const unsorted: Write = (tx, keys) =>
  tx.query(
    'insert into busy as t (key, n) select k, 1 from unnest($1::int[]) as k on conflict (key) do update set n = t.n + 1',
    [keys],
  );
const sorted: Write = (tx, keys) =>
  bulkUpsert(
    tx,
    'busy',
    keys.map(key => ({ key: `${key}`, n: 1 })),
    { key: ['key'], update: { n: 't.n + excluded.n' } },
  );

/** How many batches of several writers on the same keys ended in a deadlock. */
async function deadlocks({ pool }: Side, how: Write, seed: string): Promise<number> {
  let dead = 0;
  const work = async (writer: number): Promise<void> => {
    const random = createRandom(`${seed}/${writer}`);
    for (let batch = 0; batch < BATCHES; batch++) {
      const keys = new Set(Array.from({ length: ROWS }, () => random.integer(1, KEYS)));
      await transaction(pool, tx => how(tx, [...keys])).catch((error: unknown) => {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        // Behind a deadlock that was not found yet others wait, some longer than they may.
        if (code !== '40P01' && code !== '55P03') throw error;
        if (code === '40P01') dead += 1;
      });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => work(writer)));
  return dead;
}

const deadlock: Control = {
  name: 'unsorted-upserts',
  what: 'many rows written in any order by several writers: they lock each other out.',
  ground: 'single',
  async run(ground) {
    const side = await openSide(ground);
    try {
      await side.pool.query('create table busy (key int primary key, n bigint not null)');
      const [wrong, right] = [await deadlocks(side, unsorted, 'a'), await deadlocks(side, sorted, 'b')];
      const note = `${wrong} deadlocks in ${WRITERS * BATCHES} batches; sorted by the helper: ${right}`;
      return { acknowledged: 0, lost: 0, doubled: 0, wrong: wrong > 0 && right === 0, note };
    } finally {
      await side.drop();
    }
  },
};

export const readerControls: readonly Control[] = [commitFirst, deadlock];
