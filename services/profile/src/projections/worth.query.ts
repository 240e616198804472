import type { Tx } from '@rapport/messaging';
import { readWorth } from './worth.projection.ts';
import type { Worth } from './worth.ts';

/**
 * What all these recorded customers are worth, and answers what those are that are one customer now. It is told of the current
 * customer, over all its records: that of an absorbed one is only its own, and stands in until then.
 */
export async function worthOf(tx: Tx, recorded: readonly string[]): Promise<(members: readonly string[]) => Worth> {
  const known = await readWorth(tx, recorded);
  return members => {
    const rows = members.flatMap(id => known.get(id) ?? []);
    const first = <Value>(of: (row: (typeof rows)[number]) => Value | null): Value | null =>
      rows.map(of).find(value => value !== null) ?? null;
    return {
      lifetimeValue: first(row => row.lifetime_value),
      shareOfWallet: first(row => row.share_of_wallet),
      serviceStrategy: first(row => row.service_strategy),
      nextBestAction: first(row => row.next_best_action),
    };
  };
}
