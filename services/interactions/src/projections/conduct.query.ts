import type { Messaging } from '@rapport/messaging';
import type { ConductFacts } from './conduct.projection.ts';
import { conductSeenBy, type ConductSight } from './conduct-sight.query.ts';

export type ConductRow = ConductFacts & { readonly occurredAt: string; readonly coachedAt: string | null };

/** Where a page of observations ended. */
export interface ConductPlace {
  readonly occurredAt: string;
  readonly observationId: string;
}

export interface ConductAsked {
  readonly kind?: string | undefined;
  readonly staff?: string | undefined;
  readonly team?: string | undefined;
  /** Only those that want a talk, and had none. */
  readonly open: boolean;
  /** Null for everybody's. */
  readonly seen: ConductSight | null;
  readonly after?: ConductPlace | undefined;
  readonly limit: number;
}

/** What was observed, newest first. */
export async function listConduct(
  pool: Messaging['pool'],
  { kind, staff, team, open, seen, after, limit }: ConductAsked,
): Promise<ConductRow[]> {
  const { rows } = await pool.query<{ facts: ConductFacts; occurredAt: Date; coachedAt: Date | null }>(
    `select c.facts, c.occurred_at as "occurredAt", g.coached_at as "coachedAt"
     from app.conduct c left join app.coaching g using (observation_id)
     where ($1::text is null or c.kind = $1) and ($2::text is null or c.staff_id = $2) and ($3::text is null or c.team = $3)
       and (not $4::boolean or ((c.facts->>'needsCoaching')::boolean and g.coached_at is null))
       and ${conductSeenBy('$8', '$9', { staffId: 'c.staff_id', team: 'c.team' })}
       and ($5::timestamptz is null or (c.occurred_at, c.observation_id) < ($5::timestamptz, $6::uuid))
     order by c.occurred_at desc, c.observation_id desc limit $7`,
    [
      ...[kind ?? null, staff ?? null, team ?? null, open, after?.occurredAt ?? null, after?.observationId ?? null],
      ...[limit, seen?.staff ?? null, seen?.teams ?? null],
    ],
  );
  return rows.map(({ facts, occurredAt, coachedAt }) => ({
    ...facts,
    occurredAt: occurredAt.toISOString(),
    coachedAt: coachedAt?.toISOString() ?? null,
  }));
}
