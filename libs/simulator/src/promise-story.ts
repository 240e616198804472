import type { Cause, Complaint, Interaction, Promised, PromiseStep } from './contact.ts';
import { agentOf, feel, type Life } from './life.ts';
import { daysAfter } from './population.ts';
import { createRandom, type Random } from './random.ts';
import { addWorkingHours } from './working-time.ts';

type Fate = 'kept' | 'keptLate' | 'broken' | 'renegotiated' | 'released';
type What = Promised['what'];

/** What is promised in a contact, and with the plan of a complaint. */
const PROMISED: Record<Cause, readonly [inContact: What, inComplaint: What]> = {
  qualityDefect: ['repair', 'replacement'],
  late: ['answer', 'delivery'],
  incomplete: ['delivery', 'delivery'],
  price: ['answer', 'refund'],
  documentsOrBilling: ['document', 'document'],
  staffConduct: ['callBack', 'callBack'],
  hardToReach: ['callBack', 'callBack'],
  wrongInformation: ['answer', 'answer'],
  promiseBroken: ['callBack', 'answer'],
};
const FATES: Record<Fate, number> = { kept: 0.76, keptLate: 0.06, broken: 0.08, renegotiated: 0.07, released: 0.03 };
/** Where a case lies too long, so does what was promised in it. */
const FATES_OF_SLOW: Record<Fate, number> = { ...FATES, kept: 0.45, keptLate: 0.2, broken: 0.25 };
const HOURS = [4, 8, 16, 24, 40] as const;
/** What was over so long before the present is filed as history, and nobody is set to work by it. */
const HISTORY_DAYS = 30;

export function promiseInContact(life: Life, contact: Interaction, cause: Cause, fate?: Fate): void {
  const { key, team, agent, endedAt: at } = contact;
  const random = createRandom(`${life.customer.seed}/${key}/promise`);
  const by = { agent: agent ?? agentOf(random, team), team };
  promise(
    life,
    random,
    { ...by, key, at, what: PROMISED[cause][0], about: { contact: key } },
    fate ?? fateOf(random, FATES),
  );
}

export function promiseInComplaint(
  life: Life,
  { key, cause }: Complaint,
  at: Date,
  agent: string,
  slow: boolean,
): void {
  const random = createRandom(`${life.customer.seed}/${key}/${at.toISOString()}/promise`);
  if (!random.chance(0.4)) return;
  const given = { agent, team: 'care', key: `${key}-${life.promises}`, at, what: PROMISED[cause][1] };
  promise(life, random, { ...given, about: { complaint: key } }, fateOf(random, slow ? FATES_OF_SLOW : FATES));
}

const fateOf = (random: Random, fates: Record<Fate, number>): Fate => random.weighted(fates, 'kept');

type Given = Pick<Promised, 'at' | 'what' | 'agent' | 'team' | 'about'> & { readonly key: string };

/** Gives the promise, and lets happen with it what is fated: as far as it happens before the present. */
function promise(life: Life, random: Random, { key, ...given }: Given, fate: Fate): void {
  const { customer, until } = life;
  if (given.at >= until) return;
  const hours = random.pick(HOURS);
  const dueAt = wholeSecond(addWorkingHours(given.at, hours));
  const during = wholeSecond(addWorkingHours(given.at, hours * (0.1 + 0.8 * random.uniform())));
  const after = wholeSecond(addWorkingHours(dueAt, 1 + random.gamma(2, 1 / 6)));
  const promised: Promised = {
    ...{ kind: 'promise', key: `${key}-q`, customer: customer.key, dueAt, outcome: null, history: false },
    ...given,
  };
  life.promises += 1;
  if (fate === 'renegotiated') {
    life.beside.push(promised, ...moved(life, random, promised, during));
    return;
  }
  const at = fate === 'keptLate' ? after : during;
  const status = fate === 'released' ? 'released' : 'kept';
  const outcome = fate === 'broken' || at >= until ? null : ({ status, at } as const);
  const isOver = outcome !== null || fate === 'broken';
  life.beside.push({ ...promised, outcome, history: isOver && after < daysAfter(until, -HISTORY_DAYS) });
  if (outcome?.status === 'kept' && at < dueAt) keptWord(life);
  if (fate === 'broken' || fate === 'keptLate') letDown(life, dueAt);
}

/** The customer agrees to another time, and mostly that one is kept. */
function moved(life: Life, random: Random, { key, dueAt, customer }: Promised, at: Date): PromiseStep[] {
  const later = wholeSecond(addWorkingHours(dueAt, 16));
  const step = (n: number, when: Date, taken: PromiseStep['taken']): PromiseStep => {
    return { kind: 'promiseStep', key: `${key}-s${n}`, customer, at: when, promise: key, taken };
  };
  const keptAt = wholeSecond(addWorkingHours(dueAt, 1 + 14 * random.uniform()));
  const isKept = random.chance(0.85);
  if (!isKept) letDown(life, later);
  const steps = [step(1, at, { step: 'renegotiate', dueAt: later, agreedBy: 'phone' })];
  if (isKept) steps.push(step(2, keptAt, { step: 'keep' }));
  const told = steps.filter(each => each.at < life.until);
  if (isKept && told.length === 2) keptWord(life);
  return told;
}

const keptWord = (life: Life): void => feel(life, 0.06, 'emotion');

function letDown(life: Life, dueAt: Date): void {
  if (dueAt >= life.until) return;
  life.brokenPromises += 1;
  life.letDownAt = dueAt;
  feel(life, -0.3, 'emotion');
}

const wholeSecond = (moment: Date): Date => new Date(Math.floor(moment.getTime() / 1000) * 1000);
