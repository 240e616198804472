import type { RecordedEvent } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';

/** Where a contact belongs: the matter, and under which id of the customer it lies. */
export interface Whose {
  readonly matterId: string;
  readonly of: string;
}

export interface Matters {
  /** An episode that nobody knows yet opens a matter of its own under that id. */
  about(episodeId: string, customerId: string): Whose;
}

/** The matters of the episodes that contacts are about. A merged customer's are found under whichever id they lie. */
export async function mattersOf(events: readonly Pick<RecordedEvent, 'type' | 'data'>[], tx: Tx): Promise<Matters> {
  const customers: string[] = [];
  const episodes: string[] = [];
  for (const { data } of events) {
    if (!('episodeId' in data) || data.episodeId === undefined) continue;
    customers.push(data.customerId);
    episodes.push(data.episodeId);
  }
  const known = episodes.length === 0 ? new Map<string, Whose>() : await read(tx, customers, episodes);
  return {
    about: (episodeId, customerId) =>
      known.get(`${customerId}/${episodeId}`) ?? { matterId: episodeId, of: customerId },
  };
}

/** What belongs to somebody else is left under the contact's own customer: the matter refuses it. */
async function read(tx: Tx, customers: readonly string[], episodes: readonly string[]): Promise<Map<string, Whose>> {
  const { rows } = await tx.query<Whose & { customer: string; episode: string }>(
    `select distinct a.customer, a.episode, e.matter_id as "matterId",
       case when coalesce(own.current, a.customer) = coalesce(their.current, e.customer_id) then e.customer_id else a.customer end as of
     from unnest($1::uuid[], $2::uuid[]) as a(customer, episode) join app.episodes e on e.episode_id = a.episode
     left join messaging.identity own on own.recorded = a.customer
     left join messaging.identity their on their.recorded = e.customer_id`,
    [customers, episodes],
  );
  return new Map(rows.map(({ customer, episode, matterId, of }) => [`${customer}/${episode}`, { matterId, of }]));
}
