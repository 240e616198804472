import type { LifecycleStage } from './customer.ts';
import { dayOf, daysLater, isActive, patience, type LifecycleRules } from './lifecycle-rules.ts';

/** What a customer bought and when, and when all of it was given back, if it was. */
export interface Bought {
  readonly at: string;
  readonly givenBackAt?: string;
}

/** What is known of a customer under all its ids: the same facts give the same stage, in whatever order they became known. */
export interface Known {
  /** The newest days with a contact or purchase, by the last instant of each, ascending. */
  readonly heard: readonly string[];
  /** The newest, ascending. */
  readonly bought: readonly Bought[];
  /** Whether that is all there is. */
  readonly complete: boolean;
}

export interface Move {
  readonly from: LifecycleStage;
  readonly to: LifecycleStage;
  readonly reason: string;
  readonly at: string;
}

/** Where a customer stood, and from when on. */
export interface Position {
  readonly stage: LifecycleStage;
  readonly since: string | null;
}

export interface Course {
  readonly moves: readonly Move[];
  readonly stage: LifecycleStage;
  /** When time alone moves it next. */
  readonly reviewAt: string | null;
}

interface Walk {
  stage: LifecycleStage;
  /** The stage before it came to be at risk. */
  before: LifecycleStage;
  readonly heard: string[];
  lastAt: string;
  /** From when on somebody at risk was heard of again, without a silence since. */
  backSince: string | null;
  purchasedOn: string | null;
  open: number;
  readonly moves: Move[];
}

type Step = { readonly at: string; readonly what: 'heard' | 'bought' | 'givenBack' };

/**
 * Whether the stage has to be looked at because of a contact: time would move it before the review that was told, or silence has
 * moved it that was none.
 */
export function mayMoveBefore(
  {
    stage,
    reviewAt,
    heard,
  }: { readonly stage: LifecycleStage; readonly reviewAt: string | null } & Pick<Known, 'heard'>,
  rules: LifecycleRules,
): boolean {
  if (stage === 'atRisk' || stage === 'lapsed') return true;
  const last = heard.at(-1);
  if (!isActive(stage) || last === undefined) return false;
  return reviewAt === null || daysLater(last, patience(heard, rules).atRisk) < reviewAt;
}

/** What of the known falls behind `start`: of a long history only the end is known, and what was told of the rest stands. */
const stepsOf = ({ heard, bought, complete }: Known, start: string, until: string): Step[] =>
  [
    ...heard.map((at): Step => ({ at, what: 'heard' })),
    ...bought.map(({ at }): Step => ({ at, what: 'bought' })),
    ...bought.flatMap(({ givenBackAt }): Step[] =>
      givenBackAt === undefined || !complete ? [] : [{ at: givenBackAt, what: 'givenBack' }],
    ),
  ]
    .filter(({ at }) => at > start && at <= until)
    .sort((one, other) => (`${one.at} ${one.what}` < `${other.at} ${other.what}` ? -1 : 1));

/** How the stage went until an instant, by what is known. Where that is not all, it goes on from the last position told. */
export function course(known: Known, rules: LifecycleRules, until: string, told: Position): Course {
  const first = [...known.heard, ...known.bought.map(({ at }) => at)].sort()[0] ?? until;
  const start = known.complete ? '' : later(told.since ?? '', first);
  const from = known.complete ? 'prospect' : stageAt(start, known, told);
  const walk: Walk = {
    stage: from,
    before: 'returning',
    heard: known.heard.filter(at => at <= start),
    lastAt: start,
    backSince: null,
    purchasedOn: null,
    open: 0,
    moves: [],
  };
  for (const step of stepsOf(known, start, until)) {
    pass(walk, rules, step.at);
    take(walk, rules, step);
  }
  pass(walk, rules, until);
  return { moves: walk.moves, stage: walk.stage, reviewAt: nextByTime(walk, rules)?.at ?? null };
}

/** Who bought under another id before that, is no prospect. */
function stageAt(start: string, { bought }: Known, { stage }: Position): LifecycleStage {
  const days = new Set(bought.filter(({ at }) => at <= start).map(({ at }) => dayOf(at))).size;
  if (stage !== 'prospect' || days === 0) return stage;
  return days > 1 ? 'returning' : 'new';
}

const later = (one: string, other: string): string => (one > other ? one : other);

function move(walk: Walk, to: LifecycleStage, reason: string, at: string): void {
  walk.moves.push({ from: walk.stage, to, reason, at });
  if (to === 'atRisk') walk.before = walk.stage;
  walk.stage = to;
  walk.backSince = null;
}

function pass(walk: Walk, rules: LifecycleRules, to: string): void {
  for (let due = nextByTime(walk, rules); due !== null && due.at <= to; due = nextByTime(walk, rules)) {
    move(walk, due.to, due.reason, due.at);
  }
}

function nextByTime(walk: Walk, rules: LifecycleRules): Omit<Move, 'from'> | null {
  if (walk.stage !== 'atRisk' && !isActive(walk.stage)) return null;
  const { atRisk, lapsed } = patience(walk.heard, rules);
  const silentAt = daysLater(walk.lastAt, atRisk);
  if (walk.stage !== 'atRisk') return { to: 'atRisk', reason: 'silent', at: silentAt };
  const backAt = walk.backSince === null ? null : daysLater(walk.backSince, rules.backAfterDays);
  if (backAt !== null && backAt <= silentAt) return { to: walk.before, reason: 'heardAgain', at: backAt };
  return { to: 'lapsed', reason: 'silent', at: daysLater(walk.lastAt, lapsed) };
}

function take(walk: Walk, rules: LifecycleRules, { at, what }: Step): void {
  if (what === 'givenBack') return giveBack(walk, at);
  const again = walk.backSince !== null && at <= daysLater(walk.lastAt, patience(walk.heard, rules).atRisk);
  if (walk.stage === 'atRisk' && !again) walk.backSince = at;
  walk.heard.push(at);
  walk.lastAt = at;
  if (what === 'bought') buy(walk, at);
}

const BOUGHT: Partial<Record<LifecycleStage, readonly [LifecycleStage, string]>> = {
  prospect: ['new', 'firstPurchase'],
  new: ['returning', 'secondPurchase'],
  atRisk: ['returning', 'purchase'],
  lapsed: ['wonBack', 'purchase'],
  wonBack: ['returning', 'nextPurchase'],
};

function buy(walk: Walk, at: string): void {
  walk.open += 1;
  const isAnotherDay = dayOf(at) !== walk.purchasedOn;
  const next = BOUGHT[walk.stage];
  walk.purchasedOn = dayOf(at);
  if (next && (isAnotherDay || walk.stage === 'prospect')) move(walk, ...next, at);
}

/** Who was new and has given back all, has bought nothing. */
function giveBack(walk: Walk, at: string): void {
  walk.open -= 1;
  const isNew = walk.stage === 'new' || (walk.stage === 'atRisk' && walk.before === 'new');
  if (walk.open > 0 || !isNew) return;
  move(walk, 'prospect', 'onlyPurchaseRefunded', at);
}
