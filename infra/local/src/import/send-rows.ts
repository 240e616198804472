import { setTimeout as sleep } from 'node:timers/promises';
import { PASSING_SLUGS, sendBatch, type ItemResult, type Sender } from '@rapport/simulator';
import type { MappedRow } from './rows.ts';

const TRIES = 20;

/** Finds or registers the customer of each row. In one batch a customer is asked for once, as of the first contact. */
export async function resolveCustomers(sender: Sender, rows: readonly MappedRow[]): Promise<Map<string, ItemResult>> {
  const firstSeen = new Map<string, string>();
  for (const { externalId, occurredAt } of rows) {
    const known = firstSeen.get(externalId);
    if (known === undefined || occurredAt < known) firstSeen.set(externalId, occurredAt);
  }
  const wanted = [...firstSeen].map(([value, occurredAt]) => ({
    identifiers: [{ type: 'externalId', value, verified: true }],
    occurredAt,
    imported: true,
  }));
  const results = await insist(sender, '/api/profile/v1/resolve', wanted);
  return new Map([...firstSeen.keys()].map((externalId, index) => [externalId, results[index] ?? unanswered]));
}

/** Sends rows whose customers are known; a second time for the same rows adds nothing. */
export async function sendRows(
  sender: Sender,
  route: string,
  source: string,
  rows: readonly MappedRow[],
  customers: ReadonlyMap<string, ItemResult>,
): Promise<ItemResult[]> {
  const outcomes = rows.map(row => customers.get(row.externalId) ?? unanswered);
  const ready = rows.flatMap((row, index) => {
    const customer = outcomes[index];
    if (customer === undefined || customer.status === 'rejected' || customer.id === null) return [];
    const { facts, key, occurredAt } = row;
    return { customerId: customer.id, ...facts, occurredAt, source, sourceId: key, imported: true };
  });
  const results = (await insist(sender, route, ready)).values();
  return outcomes.map((customer): ItemResult => {
    if (customer.status === 'rejected') return { ...customer, reason: `its customer was refused: ${customer.reason}` };
    if (customer.id === null) return unanswered;
    return results.next().value ?? unanswered;
  });
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
