import type { ChannelFigures } from '../api/measure-types.ts';

type Scored = ChannelFigures & { meanCsat: number };

function isScored(row: ChannelFigures): row is Scored {
  return row.meanCsat !== null && row.nCsat > 0;
}

/** The mean over all answers, not over channels: a small channel counts little. */
export function meanCsat(rows: readonly ChannelFigures[]): number | null {
  const scored = rows.filter(isScored);
  const n = scored.reduce((sum, row) => sum + row.nCsat, 0);
  return n === 0 ? null : scored.reduce((sum, row) => sum + row.meanCsat * row.nCsat, 0) / n;
}

/** The channels that please most and least, among those with enough answers to say so. */
export function pleasing(rows: readonly ChannelFigures[], enough = 20): { best: Scored; worst: Scored } | null {
  const ranked = rows
    .filter(isScored)
    .filter(row => row.nCsat >= enough)
    .toSorted((a, b) => b.meanCsat - a.meanCsat);
  const [best] = ranked;
  const worst = ranked.at(-1);
  return best && worst && best !== worst ? { best, worst } : null;
}
