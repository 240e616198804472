import type { RecordedEvent } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';

export interface Matters {
  /** An episode that nobody knows yet opens a matter of its own under that id. */
  about(episodeId: string): string;
  /** All ids of a customer that was merged; none of another. */
  idsOf(customerId: string): readonly string[] | undefined;
}

/** The matters of the episodes that contacts are about, and whose they are under all their ids. */
export async function mattersOf(events: readonly Pick<RecordedEvent, 'type' | 'data'>[], tx: Tx): Promise<Matters> {
  const customers: string[] = [];
  const episodes: string[] = [];
  for (const { data } of events) {
    if (!('episodeId' in data) || data.episodeId === undefined) continue;
    customers.push(data.customerId);
    episodes.push(data.episodeId);
  }
  const [known, ids] =
    episodes.length === 0
      ? [new Map<string, string>(), new Map<string, string[]>()]
      : [await readMatters(tx, episodes), await readIds(tx, customers)];
  return { about: episodeId => known.get(episodeId) ?? episodeId, idsOf: customerId => ids.get(customerId) };
}

async function readMatters(tx: Tx, episodes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ episode: string; matter: string }>(
    'select episode_id as episode, matter_id as matter from app.episodes where episode_id = any($1::uuid[])',
    [episodes],
  );
  return new Map(rows.map(({ episode, matter }) => [episode, matter]));
}

/** Who began the matter only the matter knows for sure, so it is told every id and compares. */
async function readIds(tx: Tx, customers: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await tx.query<{ customer: string; ids: string[] }>(
    `select a.customer, array_prepend(c.current, array_agg(i.recorded order by i.recorded)) as ids
     from (select distinct unnest($1::uuid[]) as customer) a
     left join messaging.identity own on own.recorded = a.customer
     cross join lateral (select coalesce(own.current, a.customer) as current) c
     join messaging.identity i on i.current = c.current group by a.customer, c.current`,
    [customers],
  );
  return new Map(rows.map(({ customer, ids }) => [customer, ids]));
}
