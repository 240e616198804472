import type { ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

export type HealthEvent = Extract<ProfileEvent, { readonly type: 'HealthChecked' | 'HealthFell' }>;
type Checked = Extract<HealthEvent, { readonly type: 'HealthChecked' }>['data'];
type Falls = Extract<HealthEvent, { readonly type: 'HealthFell' }>['data']['falls'];

export interface Check {
  readonly checkId: string;
  /** ISO instant of the judgement. */
  readonly at: string;
  readonly scores: Checked['scores'];
}

export interface CheckHealth {
  readonly type: 'CheckHealth';
  readonly customerId: string;
  readonly partyType: string;
  readonly check: Check;
  readonly assessorId?: string | undefined;
  readonly catalogue: {
    readonly version: number;
    readonly indicators: readonly { readonly code: string }[];
    /** A fall of so many points is told. */
    readonly fall: number;
  };
  /** The last checks of whoever is part of the same customer now. */
  readonly elsewhere: readonly Check[];
}

/** The last checks, newest first: enough to compare with and to know a repeat by. The history is rows. */
export type Health = readonly Check[];

const KEPT = 8;

type Told = HealthEvent & { readonly at: string };

function decide(command: CheckHealth, state: Health): Decision<Told> {
  const { customerId, partyType, check, assessorId, catalogue, elsewhere } = command;
  const { checkId, at, scores } = check;
  if (state.some(known => known.checkId === checkId)) return { events: [] };
  if (partyType === 'individual') {
    throw new DomainError(
      'not-an-organisation',
      'The health of a relation is judged of organisations, not of a person.',
    );
  }
  checkScores(scores, catalogue);
  const data = { checkId, customerId, ...(assessorId !== undefined && { assessorId }), version: catalogue.version };
  const before = newest([...state, ...elsewhere]);
  const falls = before && before.at < at ? fallsSince(before, check, catalogue.fall) : [];
  const checked: Told = { type: 'HealthChecked', data: { ...data, scores }, at };
  if (!before || falls.length === 0) return { events: [checked] };
  const fell = { checkId, customerId, sinceCheckId: before.checkId, falls };
  return { events: [checked, { type: 'HealthFell', data: fell, at }] };
}

/** The history of one customer's checks under its id as recorded. A check that became known late is compared with nothing. */
export const health: Decider<Health, CheckHealth, Told> = {
  kind: 'health',
  stateVersion: 1,
  initial: [],
  decide,
  evolve(state, { type, data, at }) {
    if (type === 'HealthFell') return state;
    return sorted([...state, { checkId: data.checkId, at, scores: data.scores }]).slice(0, KEPT);
  },
};

const sorted = (checks: Health): Health => [...checks].sort((a, b) => (a.at < b.at ? 1 : -1));
const newest = (checks: Health): Check | undefined => sorted(checks)[0];

function fallsSince(before: Check, check: Check, fall: number): Falls {
  return check.scores.flatMap(({ indicator, score: to }) => {
    const from = before.scores.find(each => each.indicator === indicator)?.score;
    return from !== undefined && from - to >= fall ? [{ indicator, from, to }] : [];
  });
}

function checkScores(scores: Checked['scores'], { version, indicators }: CheckHealth['catalogue']): void {
  const given = scores.map(({ indicator }) => indicator).sort();
  const wanted = indicators.map(({ code }) => code).sort();
  if (given.join() === wanted.join()) return;
  throw new DomainError('survey-mismatch', `Version ${version} asks for one score each of ${wanted.join(', ')}.`);
}
