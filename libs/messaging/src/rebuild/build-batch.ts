import type { Batch } from '../apply-batch.ts';
import { fromMessage } from '../cloud-event.ts';
import type { Fetched } from '../kafka.ts';
import { restored, stored, type StoredMessage } from '../parking.ts';
import type { Tx } from '../pool.ts';
import { sortOut } from '../sort-out.ts';
import { parkedAs, type Live } from './live.ts';
import type { Target } from './target.ts';

export interface Built {
  /** Where each partition now continues. */
  readonly next: ReadonlyMap<number, number>;
  readonly gaps: readonly Fetched[];
  readonly read: number;
}

/**
 * What a reader does with a batch, done to the build: no further than the live one has come, and without what that one has
 * parked or dropped. An event that can't be applied fails it all: nobody reads this yet.
 */
export async function buildBatch(target: Target, tx: Tx, batch: Batch, live: Live): Promise<Built> {
  const messages = batch.messages.filter(
    ({ topic, partition, offset }) => offset < (live.next.get(`${topic}/${partition}`) ?? 0),
  );
  if (messages.length === 0) return { next: new Map(), gaps: [], read: 0 };
  const { fresh, gaps, next } = await sortOut(
    target.own(tx),
    { ...batch, messages },
    message => parkedAs(live, message) !== undefined,
  );
  await buildEvents(target, tx, fresh, live);
  return { next, gaps, read: messages.length };
}

/** Takes messages that are next, each of its subject, through the fold. */
export async function buildEvents(target: Target, tx: Tx, messages: readonly Fetched[], live: Live): Promise<void> {
  const mine = messages.filter(({ headers }) => target.projection.types.has(headers.ce_type ?? ''));
  await setAside(target, tx, mine, live);
  const events = mine.filter(message => parkedAs(live, message) === undefined).map(fromMessage);
  await target.projection.apply(events, target.own(tx), true);
}

async function setAside(target: Target, tx: Tx, messages: readonly Fetched[], live: Live): Promise<void> {
  const aside = messages.flatMap(message => {
    const id = parkedAs(live, message);
    return id === undefined ? [] : [{ id, event: JSON.stringify(stored(message)) }];
  });
  if (aside.length === 0) return;
  await tx.query(
    `insert into ${target.schema}.build_aside select * from unnest($1::bigint[], $2::jsonb[]) on conflict do nothing`,
    [aside.map(({ id }) => id), aside.map(({ event }) => event)],
  );
}

/** What was tried again with success meanwhile is applied here too: before anything later, and in the same order. */
export async function takeBack(target: Target, tx: Tx, live: Live): Promise<void> {
  const waiting = [...live.parked.values()];
  const { rows } = await tx.query<{ event: StoredMessage; id: number }>(
    `delete from ${target.schema}.build_aside where parked_id <> all($1::bigint[]) returning parked_id as id, event`,
    [waiting],
  );
  for (const { event } of rows.sort((a, b) => a.id - b.id))
    await target.projection.apply([fromMessage(restored(event))], target.own(tx), true);
}

/** Fails when the fold wrote anything that is not the build's: a table that it doesn't name would be changed under its readers. */
export async function onlyItsOwn(target: Target, tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ name: string }>(
    `select schemaname || '.' || relname as name from pg_stat_xact_user_tables
     where n_tup_ins + n_tup_upd + n_tup_del > 0 and schemaname <> $1 and relid not in ('messaging.builds'::regclass, 'messaging.folded'::regclass)`,
    [target.schema],
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(', ');
  throw new Error(`the fold of ${target.projection.name} writes ${names}, which its 'tables' do not name`);
}
