import type { Tx } from '@rapport/messaging';
import { meanInterval, netPromoterScore, retentionRate, wilsonInterval } from '@rapport/statistics';
import { countsByChannel } from '../projections/channels.query.ts';
import { totals } from '../projections/overview.query.ts';
import { retentionByMonth } from '../projections/retention.query.ts';
import { satisfactionByMonth } from '../projections/satisfaction-months.query.ts';
import { satisfactionNow } from '../projections/satisfaction.query.ts';

const MONTHS_SHOWN = 24;

interface Spread {
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly n: number;
}

/** The interval of a mean on a scale with ends: what lies beyond them can't be. */
function bounds({ mean, deviation, n }: Spread, least: number, most: number) {
  const interval = mean === null || deviation === null ? null : meanInterval(mean, deviation, n);
  if (interval === null) return { low: null, high: null };
  return { low: Math.max(least, interval.low), high: Math.min(most, interval.high) };
}

export async function satisfactionMeasures(tx: Tx, until: string) {
  const { n, mean, deviation, bands } = await satisfactionNow(tx);
  return {
    n,
    mean,
    ...bounds({ mean, deviation, n }, 0, 100),
    distribution: bands.map((customers, band) => ({ from: band * 10, to: (band + 1) * 10, customers })),
    byMonth: await satisfactionByMonth(tx, MONTHS_SHOWN, until),
  };
}

export async function retentionMeasures(tx: Tx, months: number, until: string) {
  const counts = await retentionByMonth(tx, months, until);
  return { months: counts.map(row => ({ ...row, rate: retentionRate(row.atStart, row.new, row.atEnd) })) };
}

export async function channelMeasures(tx: Tx) {
  const rows = await countsByChannel(tx);
  const all = rows.reduce((sum, { interactions }) => sum + interactions, 0);
  return {
    channels: rows.map(({ channel, interactions, solved, ended, meanCsat, deviation, nCsat, complaints }) => ({
      channel,
      interactions,
      share: all === 0 ? 0 : interactions / all,
      meanCsat,
      nCsat,
      ...bounds({ mean: meanCsat, deviation, n: nCsat }, 1, 5),
      complaints,
      solvedShare: ended === 0 ? null : solved / ended,
    })),
  };
}

export async function overviewMeasures(tx: Tx) {
  const { customers, interactions, feedback, purchases, open, closed, nps, csat, csatGood } = await totals(tx);
  const satisfied = wilsonInterval(csatGood, csat);
  const { mean, n } = await satisfactionNow(tx);
  return {
    customers,
    interactions,
    feedback,
    purchases,
    complaints: { open, closed },
    satisfaction: { value: mean, n },
    nps: { value: netPromoterScore(nps), n: nps.reduce((sum, answers) => sum + answers, 0) },
    csat: { value: satisfied?.value ?? null, low: satisfied?.low ?? null, high: satisfied?.high ?? null, n: csat },
  };
}
