import { profileEvents, type RecordedEvent } from '@rapport/contracts';
import type { Tx } from './pool.ts';
import { defineProjection, type RunnableProjection } from './handlers.ts';
import { ignoring } from './ignoring.ts';

export interface Merge {
  readonly survivor: string;
  readonly absorbed: string;
  readonly active: boolean;
  /** The position of the deciding event in the owner's log: the later decision on a pair counts, whatever arrives first. */
  readonly decidedAt: number;
}

/**
 * Who is who, from the merges in force: each recorded id with the id it now belongs to. Ids that are part of no merge
 * are left out: they stand for themselves. An id absorbed twice follows the earlier merge.
 */
export function currentIds(merges: readonly Merge[]): Map<string, string> {
  const parent = new Map<string, string>();
  for (const { survivor, absorbed } of merges.filter(m => m.active).sort((a, b) => a.decidedAt - b.decidedAt)) {
    if (!parent.has(absorbed) && root(parent, survivor) !== absorbed) parent.set(absorbed, survivor);
  }
  return new Map([...parent.keys()].map(id => [id, root(parent, id)]));
}

function root(parent: ReadonlyMap<string, string>, id: string): string {
  let at = id;
  for (let next = parent.get(at); next !== undefined; next = parent.get(at)) at = next;
  return at;
}

interface Decided {
  readonly merges: Map<string, Merge>;
}

const decided = (
  fold: Decided,
  survivor: string,
  absorbed: string,
  active: boolean,
  event: Pick<RecordedEvent, 'position'>,
): void => {
  fold.merges.set(`${survivor}/${absorbed}`, { survivor, absorbed, active, decidedAt: event.position });
};

/** Keeps the map recorded → current in every service that reads profile's events. Facts and rows stay as recorded. */
export const identityMap: RunnableProjection = defineProjection({
  name: 'identity',
  from: ['profile'],
  begin: (): Decided => ({ merges: new Map() }),
  on: {
    ...ignoring(profileEvents),
    CustomersMerged: (event, fold: Decided) => decided(fold, event.data.survivorId, event.data.absorbedId, true, event),
    CustomersUnmerged: (event, fold: Decided) =>
      decided(fold, event.data.survivorId, event.data.absorbedId, false, event),
  },
  commit: (fold, tx) => recordMerges(tx, [...fold.merges.values()]),
});

/** Stores decisions on merges and rewrites the map of the components that they touch. */
export async function recordMerges(tx: Tx, merges: readonly Merge[]): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('messaging.identity'))`);
  for (const { survivor, absorbed, active, decidedAt } of merges) {
    await tx.query(
      `insert into messaging.merges as m values ($1, $2, $3, $4) on conflict (survivor, absorbed)
       do update set active = excluded.active, decided_at = excluded.decided_at where m.decided_at < excluded.decided_at`,
      [survivor, absorbed, active, decidedAt],
    );
  }
  const { rows } = await tx.query<Merge>(
    `with recursive component(id) as (
       select unnest($1::uuid[])
       union select n.id from component c cross join lateral (
         select absorbed as id from messaging.merges where survivor = c.id
         union all select survivor from messaging.merges where absorbed = c.id
       ) n
     ) select m.survivor, m.absorbed, m.active, m.decided_at as "decidedAt"
       from messaging.merges m join component c on c.id = m.survivor`,
    [merges.flatMap(({ survivor, absorbed }) => [survivor, absorbed])],
  );
  const touched = [...new Set(rows.flatMap(({ survivor, absorbed }) => [survivor, absorbed]))].sort();
  const map = currentIds(rows);
  await tx.query('delete from messaging.identity where recorded = any($1::uuid[])', [touched]);
  const ids = [...map.keys()].sort();
  await tx.query('insert into messaging.identity select * from unnest($1::uuid[], $2::uuid[])', [
    ids,
    ids.map(id => map.get(id)),
  ]);
}

/**
 * Until the transaction ends nobody records a merge. Without it two processes pass each other by: one tells a fact of
 * an id that the other is merging, neither sees what the other writes, and the survivor is never told to have changed.
 */
export async function holdIdentity(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock_shared(hashtext('messaging.identity'))`);
}

/** The current id of each recorded one. */
export async function currentOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const map = new Map(ids.map(id => [id, id]));
  const { rows } = await tx.query<{ recorded: string; current: string }>(
    'select recorded, current from messaging.identity where recorded = any($1::uuid[])',
    [ids],
  );
  for (const { recorded, current } of rows) map.set(recorded, current);
  return map;
}

export interface Person {
  readonly current: string;
  /** The current id first. */
  readonly recorded: readonly string[];
}

/** The customer that an id stands for now; one that is part of no merge stands for itself. */
export async function personOf(tx: Tx, id: string): Promise<Person> {
  const { rows } = await tx.query<Person>(
    `select c.current, array(select i.recorded from messaging.identity i where i.current = c.current) as recorded
     from (select coalesce((select current from messaging.identity where recorded = $1), $1::uuid) as current) c`,
    [id],
  );
  const current = rows[0]?.current ?? id;
  return { current, recorded: [current, ...(rows[0]?.recorded ?? [])] };
}
