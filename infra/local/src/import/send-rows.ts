import { setTimeout as sleep } from 'node:timers/promises';
import { PASSING_SLUGS, sendBatch, type ItemResult, type Sender } from '@rapport/simulator';
import type { MappedRow } from './rows.ts';
import type { Target } from './targets.ts';

const TRIES = 20;

const keyOf = ({ shows }: MappedRow): string => JSON.stringify(shows);

/** Finds or registers the customer of each row. In one batch a customer is asked for once, as of the first contact. */
export async function resolveCustomers(sender: Sender, rows: readonly MappedRow[]): Promise<Map<string, ItemResult>> {
  const firstSeen = new Map<string, MappedRow>();
  for (const row of rows) {
    const known = firstSeen.get(keyOf(row));
    if (row.shows.length > 0 && (known === undefined || row.occurredAt < known.occurredAt))
      firstSeen.set(keyOf(row), row);
  }
  if (firstSeen.size === 0) return new Map();
  const wanted = [...firstSeen.values()].map(({ shows, occurredAt }) => ({
    identifiers: shows,
    occurredAt,
    imported: true,
  }));
  const results = await insist(sender, '/api/profile/v1/resolve', wanted);
  return new Map([...firstSeen.keys()].map((key, index) => [key, results[index] ?? unanswered]));
}

/** Sends rows whose customers are known; a second time for the same rows adds nothing. */
export async function sendRows(
  sender: Sender,
  { route, time, ofCustomer }: Pick<Target, 'route' | 'time' | 'ofCustomer'>,
  source: string,
  rows: readonly MappedRow[],
  customers: ReadonlyMap<string, ItemResult>,
): Promise<ItemResult[]> {
  const refusals = rows.map(row => (ofCustomer ? refusalOf(customers.get(keyOf(row))) : undefined));
  const ready = rows.flatMap((row, index) => {
    if (refusals[index] !== undefined) return [];
    const { facts, key, occurredAt } = row;
    const customer = customers.get(keyOf(row));
    const whose = customer === undefined || customer.status === 'rejected' ? {} : { customerId: customer.id };
    return { ...whose, ...facts, [time]: occurredAt, source, sourceId: key, imported: true };
  });
  const results = (await insist(sender, route, ready)).values();
  return refusals.map(refusal => refusal ?? results.next().value ?? unanswered);
}

function refusalOf(customer: ItemResult | undefined): ItemResult | undefined {
  if (customer === undefined) return unanswered;
  if (customer.status === 'rejected') return { ...customer, reason: `its customer was refused: ${customer.reason}` };
  return customer.id === null ? unanswered : undefined;
}

const unanswered: ItemResult = { status: 'rejected', slug: null, reason: 'the service gave no answer for it' };

/** Sends again what was refused for a passing reason, a moment later. */
async function insist(sender: Sender, path: string, items: readonly object[]): Promise<ItemResult[]> {
  const results = await sendBatch(sender, path, items);
  for (let tried = 1; tried < TRIES; tried += 1) {
    const again = results.flatMap((result, index) =>
      result.status === 'rejected' && PASSING_SLUGS.has(result.slug ?? '') ? index : [],
    );
    if (again.length === 0) break;
    await sleep(Math.min(2_000, 100 * 2 ** tried));
    const answers = await sendBatch(
      sender,
      path,
      again.map(index => items[index]),
    );
    answers.forEach((answer, at) => {
      const index = again[at];
      if (index !== undefined) results[index] = answer;
    });
  }
  return results;
}
