import type { Tx } from '@rapport/messaging';
import { meanInterval, wilsonInterval } from '@rapport/statistics';
import { episodeMeans, firstContactResolution } from '../projections/episodes.query.ts';

/** First-contact resolution and what goes with it, of the episodes closed in `months` months up to `until` (YYYY-MM). */
export async function episodeMeasures(tx: Tx, months: number, until: string) {
  const [byMonth, means] = await Promise.all([
    firstContactResolution(tx, months, until),
    episodeMeans(tx, months, until),
  ]);
  const sum = (of: (month: (typeof byMonth)[number]) => number): number =>
    byMonth.reduce((total, month) => total + of(month), 0);
  const all = { episodes: sum(month => month.episodes), solved: sum(month => month.solved) };
  const { closed, open, contacts, handOvers, idleSeconds, flowSeconds, repeats } = means;
  return {
    firstContactResolution: { ...all, ...shareOf(all.solved, all.episodes) },
    closed,
    open,
    contacts,
    handOvers,
    idleSeconds,
    flowSeconds,
    repeats: { episodes: repeats, ...shareOf(repeats, closed) },
    effort: effortOf(means),
    months: byMonth.map(month => ({ ...month, ...shareOf(month.solved, month.episodes) })),
  };
}

function shareOf(part: number, whole: number) {
  const interval = wilsonInterval(part, whole);
  return { share: interval?.value ?? null, low: interval?.low ?? null, high: interval?.high ?? null };
}

function effortOf({ effort: mean, effortDeviation, effortAnswers: n }: Awaited<ReturnType<typeof episodeMeans>>) {
  const interval = mean === null || effortDeviation === null ? null : meanInterval(mean, effortDeviation, n);
  const { low, high } = interval ?? { low: null, high: null };
  return { mean, n, low: low === null ? null : Math.max(1, low), high: high === null ? null : Math.min(7, high) };
}
