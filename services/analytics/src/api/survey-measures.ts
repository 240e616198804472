import type { Tx } from '@rapport/messaging';
import {
  cronbachAlpha,
  gapsByDimension,
  meanInterval,
  netPromoterInterval,
  netPromoterScore,
  weightedGap,
  wilsonInterval,
  type DimensionGap,
} from '@rapport/statistics';
import {
  constructsSince,
  demandsSince,
  responsesSince,
  scoresSince,
  servqualSince,
  type ConstructRow,
  type Scores,
  type ServqualRow,
} from '../projections/surveys.query.ts';
import { pairsOf } from './survey-pairs.ts';

/** A figure with its 95 % interval, where there are answers enough for one. */
export interface Figure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

export async function surveyMeasures(tx: Tx, since: string) {
  const responses = await responsesSince(tx, since);
  const scores = await scoresSince(tx, since);
  const constructs = await constructsSince(tx, since);
  return {
    responses: responses.map(row => ({ ...row, rate: shareOf(row.answered, row.invited) })),
    ...scoresOf(scores),
    servqual: servqualOf(await servqualSince(tx, since)),
    constructs: constructsOf(constructs),
    pairs: pairsOf(constructs),
    recovery: (await demandsSince(tx, since)).map(({ item, demand, n, met }) => ({
      item,
      demand,
      met: shareOf(met, n),
    })),
  };
}

const shareOf = (successes: number, n: number): Figure => figure(wilsonInterval(successes, n), n);

const figure = (estimate: Omit<Figure, 'n'> | null, n: number): Figure => ({
  value: estimate?.value ?? null,
  low: estimate?.low ?? null,
  high: estimate?.high ?? null,
  n,
});

/** The mean of values with its interval. */
export function meanOf(values: readonly number[]): Figure {
  const n = values.length;
  if (n === 0) return figure(null, 0);
  const value = values.reduce((total, each) => total + each, 0) / n;
  const squares = values.reduce((total, each) => total + (each - value) ** 2, 0);
  return figure(meanInterval(value, Math.sqrt(squares / Math.max(1, n - 1)), n) ?? { value, low: null, high: null }, n);
}

function scoresOf(scores: readonly Scores[]): { readonly nps: Figure; readonly csat: Figure; readonly ces: Figure } {
  const frequencies = (survey: Scores['survey']): readonly number[] =>
    scores.find(each => each.survey === survey)?.frequencies ?? [];
  const [nps, csat, ces] = [frequencies('nps'), frequencies('csat'), frequencies('ces')];
  const count = (part: readonly number[]): number => part.reduce((total, n) => total + n, 0);
  const score = netPromoterScore(nps);
  return {
    nps: figure(netPromoterInterval(nps) ?? { value: score, low: null, high: null }, count(nps)),
    csat: shareOf(count(csat.slice(4, 6)), count(csat)),
    ces: meanOf(ces.flatMap((n, answer) => Array.from({ length: n }, () => answer))),
  };
}

/**
 * Gaps by dimension, each respondent counting once, and over all dimensions by importance: the respondent's own, or that of the
 * survey where they gave none, which says nothing of what matters to them.
 */
export function servqualOf(rows: readonly ServqualRow[]) {
  const respondents = rows.map(row => ({
    gaps: gapsByDimension(itemsOf(row)),
    points: pointsOf(row),
    areOwn: row.weightsBy === 'customer',
  }));
  const own = respondents.flatMap(({ points, areOwn }) => (areOwn && points !== undefined ? [points] : []));
  const byDimension = Map.groupBy(
    respondents.flatMap(({ gaps }) => gaps),
    ({ dimension }) => dimension,
  );
  return {
    dimensions: [...byDimension]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([dimension, gaps]) => ({
        dimension,
        ...spreadOf(gaps),
        importance: meanOf(own.flatMap(points => points.get(dimension) ?? [])),
      })),
    weighted: meanOf(
      respondents.flatMap(({ gaps, points }) => (points === undefined ? [] : (weightedGap(gaps, points) ?? []))),
    ),
  };
}

const spreadOf = (gaps: readonly DimensionGap[]) => ({
  expectation: meanOf(gaps.map(({ expectation }) => expectation)),
  perception: meanOf(gaps.map(({ perception }) => perception)),
  gap: meanOf(gaps.map(({ gap }) => gap)),
});

const itemsOf = ({ dimensions, expectations, perceptions }: ServqualRow) =>
  dimensions.map((dimension, i) => ({
    dimension,
    expectation: expectations[i] ?? 0,
    perception: perceptions[i] ?? 0,
  }));

const pointsOf = ({ weightDimensions, weightPoints }: ServqualRow): ReadonlyMap<string, number> | undefined =>
  weightDimensions && weightPoints
    ? new Map(weightDimensions.map((dimension, i) => [dimension, weightPoints[i] ?? 0]))
    : undefined;

/** Alpha is of those who answered the same items: of the set that most answered, where versions differ. */
export function constructsOf(rows: readonly ConstructRow[]) {
  return [...Map.groupBy(rows, ({ construct, answeredBy }) => `${answeredBy}/${construct}`).values()].flatMap(all => {
    const sets = [...Map.groupBy(all, ({ items }) => items.join()).values()];
    const same = sets.reduce((most, each) => (each.length > most.length ? each : most));
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        construct: first.construct,
        answeredBy: first.answeredBy,
        items: first.items,
        alpha: cronbachAlpha(same.map(({ values }) => values)),
        mean: meanOf(same.map(({ values }) => values.reduce((total, value) => total + value, 0) / values.length)),
      },
    ];
  });
}
