import type { EventOfType } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

export type ClockFacts = EventOfType<'StandardMet'>['data'] & {
  readonly dueAt: string;
  readonly breached: boolean;
  /** Where it stands still, because we wait for the customer: it is due later by as much. */
  readonly standsSince?: string;
};

/** Where a page of clocks ended. */
export interface ClockPlace {
  readonly dueAt: string;
  readonly clockId: string;
}

export interface ClocksAsked {
  /** All recorded ids of one customer; everybody's where absent. */
  readonly customers?: readonly string[] | undefined;
  readonly team?: string | undefined;
  readonly breached?: boolean | undefined;
  /** Only of customers whom nobody looks after, or one of these of the staff; of all where it is null. */
  readonly staff?: readonly string[] | null;
  readonly after?: ClockPlace | undefined;
  readonly limit: number;
}

/** Clocks that run, those due first at first. */
export async function runningClocks(
  pool: Messaging['pool'],
  { customers, team, breached, staff = null, after, limit }: ClocksAsked,
): Promise<ClockFacts[]> {
  const { rows } = await pool.query<{
    facts: EventOfType<'StandardMet'>['data'];
    dueAt: Date;
    breached: boolean;
    standsSince: Date | null;
  }>(
    `select facts, due_at as "dueAt", breached, stands_since as "standsSince" from app.standard_clocks
     where running and ($1::uuid[] is null or customer_id = any($1)) and ($2::text is null or team = $2)
       and ($3::boolean is null or breached = $3)
       and ($4::timestamptz is null or (due_at, clock_id) > ($4::timestamptz, $5::uuid)) and ${seenBy('$7', 'customer_id')}
     order by due_at, clock_id limit $6`,
    [customers ?? null, team ?? null, breached ?? null, after?.dueAt ?? null, after?.clockId ?? null, limit, staff],
  );
  return rows.map(({ facts, dueAt, breached: over, standsSince }) => ({
    ...facts,
    dueAt: dueAt.toISOString(),
    breached: over,
    ...(standsSince && { standsSince: standsSince.toISOString() }),
  }));
}
