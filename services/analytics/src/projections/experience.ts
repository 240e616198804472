import type { ComplaintsEvent, InteractionsEvent, Recorded } from '@rapport/contracts';

/** What experiences are worth: the scores by kind, and how much one point of a SERVQUAL gap moves one. */
export interface Scores {
  readonly byKind: ReadonlyMap<string, number>;
  readonly servqualPerPoint: number;
}

export interface Lived {
  readonly kind: string;
  readonly score: number;
  /** The complaint or contact behind it: where that is repaired, a bad experience weighs no more than a good one. */
  readonly causeId: string | null;
}

type Of<Type> = Recorded<Extract<InteractionsEvent | ComplaintsEvent, { type: Type }>>;

/** Kinds without a score are no experience. */
export function scored(scores: Scores, kind: string, causeId: string | null): Lived[] {
  const score = scores.byKind.get(kind);
  return score === undefined ? [] : [{ kind, score, causeId }];
}

/** Without episodes, a contact that the customer began, that nobody handed over and that ended solved was the only one. */
export function livedInContact({ data }: Of<'InteractionRecorded'>, scores: Scores): Lived[] {
  const handOvers = data.handOvers ?? 0;
  const solved = data.direction === 'inbound' && data.outcome === 'solved' && handOvers === 0;
  return [
    ...(solved ? scored(scores, 'solvedInOneContact', data.interactionId) : []),
    ...(handOvers >= 2 ? scored(scores, 'secondHandOver', data.interactionId) : []),
  ];
}

/** A SERVQUAL survey scores its mean gap (perception − expectation), limited to −1 … 1; the others as catalogued. */
export function livedInSurvey({ data }: Of<'FeedbackGiven'>, scores: Scores): Lived[] {
  const causeId = data.interactionId ?? null;
  if (data.survey !== 'servqual') return scored(scores, `${data.survey}.${data.score}`, causeId);
  if (data.answers.length === 0 || !scores.byKind.has('servqual')) return [];
  const gaps = data.answers.reduce((sum, { perception, expectation }) => sum + perception - expectation, 0);
  const score = (gaps / data.answers.length) * scores.servqualPerPoint;
  return [{ kind: 'servqual', score: Math.max(-1, Math.min(1, score)), causeId }];
}
