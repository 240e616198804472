import type { LifecycleStage } from './customer.ts';
import type { Known } from './lifecycle-facts.ts';
import { dayOf, daysLater, isActive, patience, type LifecycleRules } from './lifecycle-rules.ts';

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
  /** From when on somebody at risk is heard of, without a silence since. */
  heardSince: string | null;
  /** From when on the risk is not high; null while it is. */
  calmSince: string | null;
  purchasedOn: string | null;
  open: number;
  readonly moves: Move[];
}

type Step = { readonly at: string; readonly what: 'heard' | 'bought' | 'givenBack' | 'riskFell' | 'riskRose' };

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
const stepsOf = ({ heard, bought, risks = [], complete }: Known, start: string, until: string): Step[] =>
  [
    ...heard.map((at): Step => ({ at, what: 'heard' })),
    ...bought.map(({ at }): Step => ({ at, what: 'bought' })),
    ...bought.flatMap(({ givenBackAt }): Step[] =>
      givenBackAt === undefined || !complete ? [] : [{ at: givenBackAt, what: 'givenBack' }],
    ),
    ...risks.map(({ at, high }): Step => ({ at, what: high ? 'riskRose' : 'riskFell' })),
  ]
    .filter(({ at }) => at > start && at <= until)
    .sort((one, other) => (`${one.at} ${one.what}` < `${other.at} ${other.what}` ? -1 : 1));

/** How the stage went until an instant, by what is known. Where that is not all, it goes on from the last position told. */
export function course(known: Known, rules: LifecycleRules, until: string, told: Position): Course {
  const first = [...known.heard, ...known.bought.map(({ at }) => at)].sort()[0] ?? until;
  const start = known.complete ? '' : later(told.since ?? '', first);
  const from = known.complete ? 'prospect' : stageAt(start, known, told);
  const walk = begun(known, start, from);
  for (const step of stepsOf(known, start, until)) {
    pass(walk, rules, step.at);
    take(walk, rules, step);
  }
  pass(walk, rules, until);
  return { moves: walk.moves, stage: walk.stage, reviewAt: nextByTime(walk, rules)?.at ?? null };
}

/** At a move by risk the customer had been heard of; at any other it has to be heard of again to be back. */
function begun({ heard, risks = [] }: Known, start: string, stage: LifecycleStage): Walk {
  const turn = risks.findLast(({ at }) => at <= start);
  const before = heard.filter(at => at <= start);
  const lastHeard = turn?.high === true && turn.at === start ? before.at(-1) : undefined;
  return {
    stage,
    before: 'returning',
    heard: before,
    lastAt: lastHeard ?? start,
    heardSince: lastHeard ?? null,
    calmSince: turn?.high === true ? null : (turn?.at ?? ''),
    purchasedOn: null,
    open: 0,
    moves: [],
  };
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
  // Who is at risk by silence has to be heard of again; who is by other reasons was heard of last.
  walk.heardSince = reason === 'silent' ? null : walk.lastAt;
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
  const back = backOf(walk, rules);
  if (back !== null && back.at <= silentAt) return back;
  return { to: 'lapsed', reason: 'silent', at: daysLater(walk.lastAt, lapsed) };
}

/** Somebody at risk is back when they were heard of, and the risk was not high, for so long together. */
function backOf({ before, heardSince, calmSince }: Walk, { backAfterDays }: LifecycleRules): Omit<Move, 'from'> | null {
  if (heardSince === null || calmSince === null) return null;
  const reason = calmSince > heardSince ? 'riskFell' : 'heardAgain';
  return { to: before, reason, at: daysLater(later(heardSince, calmSince), backAfterDays) };
}

function take(walk: Walk, rules: LifecycleRules, { at, what }: Step): void {
  if (what === 'givenBack') return giveBack(walk, at);
  if (what === 'riskFell' || what === 'riskRose') return turnRisk(walk, at, what === 'riskRose');
  const again = walk.heardSince !== null && at <= daysLater(walk.lastAt, patience(walk.heard, rules).atRisk);
  if (walk.stage === 'atRisk' && !again) walk.heardSince = at;
  walk.heard.push(at);
  walk.lastAt = at;
  if (what === 'bought') buy(walk, at);
}

/** Told again in another tenth it is no turn. */
function turnRisk(walk: Walk, at: string, isHigh: boolean): void {
  if (isHigh === (walk.calmSince === null)) return;
  walk.calmSince = isHigh ? null : at;
  if (isHigh && isActive(walk.stage)) move(walk, 'atRisk', 'riskHigh', at);
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
