import { DateTime } from 'luxon';

/** How many of the answers chose each style. */
export type Choices = {
  readonly analytical: number;
  readonly amiable: number;
  readonly driver: number;
  readonly expressive: number;
};

/** One agent's marks of one contact, each −1 to 1 on its axis. */
export interface Observation {
  readonly contact: string;
  readonly at: string;
  readonly marks: readonly { readonly axis: string; readonly value: number }[];
}

export interface Answers {
  readonly at: string;
  readonly choices: Choices;
  readonly styles: readonly string[];
}

export interface StyleRule {
  readonly marksPerAxis: number;
  readonly contacts: number;
  readonly balancedWithin: number;
  readonly months: number;
}

/** What is taken for somebody's style until it fades. Both axes −1 (low) to 1 (high). */
export type StyleKnown = {
  /** Keys of the catalogue: the one that leads, the two that do, or balanced. */
  readonly styles: readonly string[];
  readonly source: 'answers' | 'observation';
  readonly assertiveness: number;
  readonly responsiveness: number;
  /** Share of the answers that chose each; only answers tell. */
  readonly strengths: Choices | null;
  /** How many marks it rests on, of how many contacts; only of what was observed. */
  readonly marks: number | null;
  readonly contacts: number | null;
  readonly asOf: string;
  /** From then on it is known no longer. */
  readonly until: string;
};

const later = (at: string, months: number): string =>
  DateTime.fromISO(at, { zone: 'utc' }).plus({ months }).toJSDate().toISOString();

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Each style's share of what was answered, and the two axes: D + X − A − M and M + X − A − D. */
export function axesOf(
  choices: Choices,
): Pick<StyleKnown, 'assertiveness' | 'responsiveness'> & { strengths: Choices } {
  const { analytical: a, amiable: m, driver: d, expressive: x } = choices;
  const answered = a + m + d + x || 1;
  const share = (chosen: number): number => rounded(chosen / answered);
  return {
    strengths: { analytical: share(a), amiable: share(m), driver: share(d), expressive: share(x) },
    assertiveness: rounded((d + x - a - m) / answered),
    responsiveness: rounded((m + x - a - d) / answered),
  };
}

const answeredStyle = ({ at, choices, styles }: Answers, { months }: StyleRule): StyleKnown => ({
  styles,
  source: 'answers',
  ...axesOf(choices),
  marks: null,
  contacts: null,
  asOf: at,
  until: later(at, months),
});

/**
 * The style that follows from what agents observed in the months before the newest observation, whose date it has.
 * Undefined as long as an axis has too few marks, or from too few contacts.
 */
export function observedStyle(observations: readonly Observation[], rule: StyleRule): StyleKnown | undefined {
  const asOf = observations.reduce((last, { at }) => (at > last ? at : last), '');
  const recent = observations.filter(({ at }) => later(at, rule.months) > asOf);
  const [assertiveness, responsiveness] = [
    meanOf(recent, 'assertiveness', rule),
    meanOf(recent, 'responsiveness', rule),
  ];
  if (assertiveness === undefined || responsiveness === undefined) return undefined;
  const counted = recent.filter(({ marks }) => marks.length > 0);
  return {
    styles: quadrant(assertiveness, responsiveness, rule),
    source: 'observation',
    assertiveness: rounded(assertiveness),
    responsiveness: rounded(responsiveness),
    strengths: null,
    marks: counted.reduce((sum, { marks }) => sum + marks.length, 0),
    contacts: new Set(counted.map(({ contact }) => contact)).size,
    asOf,
    until: later(asOf, rule.months),
  };
}

function meanOf(observations: readonly Observation[], axis: string, rule: StyleRule): number | undefined {
  const on = observations.flatMap(({ contact, marks }) =>
    marks.filter(mark => mark.axis === axis).map(({ value }) => ({ contact, value })),
  );
  if (on.length < rule.marksPerAxis || new Set(on.map(({ contact }) => contact)).size < rule.contacts) return undefined;
  return on.reduce((sum, { value }) => sum + value, 0) / on.length;
}

/** An axis on which marks cancel out exactly leans to neither side: then the styles of both sides lead. */
function quadrant(assertiveness: number, responsiveness: number, { balancedWithin }: StyleRule): string[] {
  if (Math.abs(assertiveness) <= balancedWithin && Math.abs(responsiveness) <= balancedWithin) return ['balanced'];
  return QUADRANTS.filter(([, high, warm]) => assertiveness * high >= 0 && responsiveness * warm >= 0).map(
    ([style]) => style,
  );
}

const QUADRANTS = [
  ['analytical', -1, -1],
  ['amiable', -1, 1],
  ['driver', 1, -1],
  ['expressive', 1, 1],
] as const;

/**
 * The customer's own newest answers outrank what agents observed; either counts until it has faded. Each by the rule that was
 * in force when the newest of it was recorded: a new version of the catalogue changes no style that is known.
 */
export function styleKnown(
  answers: readonly Answers[],
  observations: readonly Observation[],
  ruleAt: (at: string) => StyleRule,
  now: string,
): StyleKnown | null {
  const last = newest(answers);
  const seen = newest(observations);
  const candidates = [
    last && answeredStyle(last, ruleAt(last.at)),
    seen && observedStyle(observations, ruleAt(seen.at)),
  ];
  return candidates.find(known => known !== undefined && known.until > now) ?? null;
}

const newest = <T extends { readonly at: string }>(all: readonly T[]): T | undefined =>
  all.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
