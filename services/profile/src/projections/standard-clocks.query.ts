import type { Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

export type OpenClock = {
  readonly clockId: string;
  readonly standard: string;
  readonly measure: string;
  readonly channel: string | null;
  readonly since: string;
  readonly dueAt: string;
  readonly breached: boolean;
  /** Where we wait for the customer meanwhile. */
  readonly standsSince: string | null;
};

/** By recorded customer: what it waits for by a service standard. */
export async function openClocksOf(tx: Tx, recorded: readonly string[]): Promise<Map<string, OpenClock[]>> {
  const { rows } = await tx.query<OpenClock & { customer: string }>(
    `select customer_id as customer, clock_id as "clockId", standard, measure, channel, ${iso('since')} as since,
       ${iso('due_at')} as "dueAt", breached, ${iso('stands_since')} as "standsSince"
     from app.standard_clock where customer_id = any($1::uuid[]) and open`,
    [recorded],
  );
  const clocks = new Map<string, OpenClock[]>();
  for (const { customer, ...clock } of rows) clocks.set(customer, [...(clocks.get(customer) ?? []), clock]);
  return clocks;
}
