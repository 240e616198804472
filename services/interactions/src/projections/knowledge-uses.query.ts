import type { Messaging } from '@rapport/messaging';

type Pool = Messaging['pool'];

export interface Counts {
  readonly uses: number;
  /** Of the uses those whose agent, or customer, said so. */
  readonly ratedByAgent: number;
  readonly helpfulByAgent: number;
  readonly ratedByCustomer: number;
  readonly helpfulByCustomer: number;
  /** Uses in a contact of an episode of which it is known whether the customer had to come again, and where not. */
  readonly judged: number;
  readonly solvedAtOnce: number;
}

export interface CountsOf extends Counts {
  readonly code: string;
  readonly version: number;
}

const EPISODES = `
  select distinct on (u.use_id) u.use_id, e.facts from app.knowledge_uses u
  join app.episodes e on e.facts->'interactionIds' ? u.interaction_id::text and e.customer_id = u.customer_id
  where ($1::text is null or u.code = $1) order by u.use_id, e.opened_at`;

/** How often each version was used and helped; of one text, or of all. */
export async function usefulness(pool: Pool, code: string | undefined): Promise<CountsOf[]> {
  const { rows } = await pool.query<CountsOf>(
    `with told as (${EPISODES})
     select u.code, u.version, count(*)::integer as uses,
       count(a.helpful)::integer as "ratedByAgent", (count(*) filter (where a.helpful))::integer as "helpfulByAgent",
       count(c.helpful)::integer as "ratedByCustomer", (count(*) filter (where c.helpful))::integer as "helpfulByCustomer",
       (count(*) filter (where t.facts->>'resolution' in ('confirmed', 'failed')))::integer as judged,
       (count(*) filter (where t.facts->>'resolution' = 'confirmed' and t.facts->>'inboundContacts' = '1'))::integer as "solvedAtOnce"
     from app.knowledge_uses u
     left join app.knowledge_ratings a on a.use_id = u.use_id and a.rated_by = 'agent'
     left join app.knowledge_ratings c on c.use_id = u.use_id and c.rated_by = 'customer'
     left join told t on t.use_id = u.use_id
     where ($1::text is null or u.code = $1)
     group by 1, 2 order by 1, 2 desc`,
    [code ?? null],
  );
  return rows;
}

export interface UseOfContact {
  readonly useId: string;
  readonly kind: string;
  readonly code: string;
  readonly version: number;
  readonly usedAt: string;
}

/** What was used in a contact, in order. */
export async function usesIn(pool: Pool, interactionId: string): Promise<UseOfContact[]> {
  const { rows } = await pool.query<Omit<UseOfContact, 'usedAt'> & { usedAt: Date }>(
    `select use_id as "useId", kind, code, version, used_at as "usedAt" from app.knowledge_uses where interaction_id = $1
     order by used_at, use_id limit 200`,
    [interactionId],
  );
  return rows.map(row => ({ ...row, usedAt: row.usedAt.toISOString() }));
}
