import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventTopic, PARTITIONS } from '@rapport/contracts';
import { createSender } from '@rapport/messaging';
import { messageOf, WAITING, type Waiting } from '../outbox.ts';
import { readAll } from '../topics.ts';
import type { Ground } from '../ground.ts';
import type { Control } from './control.ts';
import { openSide, type Side } from './side.ts';
import { write } from './writers.ts';

const CUSTOMERS = 200;
const WRITERS = 12;
const COMMANDS = 6_000;
const BATCH = 200;

/** How a relay goes on: where it reads, given the highest position it has sent, and what it deletes afterwards. */
interface Habit {
  readonly next: string;
  readonly remove: string;
}

/** As the real one does. */
const FROM_THE_HEAD = `${WAITING} where $1::bigint is not null order by o.position limit ${BATCH}`;
const EXACTLY = 'delete from messaging.outbox where position = any($1::bigint[])';

const ABOVE_THE_LAST: Habit = {
  next: `${WAITING} where o.position > $1 order by o.position limit ${BATCH}`,
  remove: EXACTLY,
};
const BY_RANGE: Habit = {
  next: FROM_THE_HEAD,
  remove: 'delete from messaging.outbox where position <= (select max(p) from unnest($1::bigint[]) p)',
};
export const RIGHT: Habit = { next: FROM_THE_HEAD, remove: EXACTLY };

/** Sends until nothing is found three times after `done`. */
export async function relay(
  { pool, brokers, prefix }: Side,
  { next, remove }: Habit,
  done: AbortSignal,
): Promise<void> {
  const sender = createSender({ brokers, clientId: 'control' });
  let last = 0;
  try {
    for (let idle = 0; idle < 3;) {
      const { rows } = await pool.query<Waiting>(next, [last]);
      const positions = rows.map(({ position }) => position);
      if (rows.length > 0) {
        await sender.send(eventTopic('analytics', prefix), PARTITIONS, rows.map(messageOf));
        last = Math.max(last, ...positions);
        await pool.query(remove, [positions]);
      } else await sleep(20);
      idle = rows.length === 0 && done.aborted ? idle + 1 : 0;
    }
  } finally {
    await sender.close();
  }
}

async function underLoad(side: Side, habit: Habit): Promise<{ acknowledged: number; lost: number }> {
  const customers = Array.from({ length: CUSTOMERS }, () => randomUUID());
  const done = new AbortController();
  const relaying = relay(side, habit, done.signal);
  const acknowledged = await write(side, customers, WRITERS, COMMANDS).finally(() => done.abort());
  await relaying;
  const told = new Set(
    (await readAll(side.brokers, eventTopic('analytics', side.prefix))).map(m => m.headers['ce_id']),
  );
  const { rows } = await side.pool.query<{ id: string }>('select id from messaging.events');
  const lost = rows.filter(({ id }) => !told.has(id)).length;
  return { acknowledged, lost };
}

const control = (name: string, what: string, habit: Habit): Control => ({
  name,
  what,
  ground: 'single',
  async run(ground) {
    const wrong = await tried(ground, habit);
    const right = await tried(ground, RIGHT);
    const note = `${WRITERS} writers; read from the head and deleted exactly: ${right.lost} lost`;
    return { ...wrong, doubled: 0, wrong: wrong.lost > 0 && right.lost === 0, note };
  },
});

async function tried(ground: Ground, habit: Habit): Promise<{ acknowledged: number; lost: number }> {
  const side = await openSide(ground);
  try {
    return await underLoad(side, habit);
  } finally {
    await side.drop();
  }
}

export const relayControls: readonly Control[] = [
  control('outbox-above-last', 'an outbox read by "position greater than the last one sent".', ABOVE_THE_LAST),
  control('outbox-range-delete', 'an outbox emptied up to the highest position sent.', BY_RANGE),
];
