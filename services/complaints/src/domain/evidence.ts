import { DomainError } from '@rapport/decider';
import { businessDaysBetween, type Calendar } from '@rapport/business-time';
import type { CaseFile, Step } from './complaint.ts';
import type { Demand, Try } from './complaint.commands.ts';

/** What a step must show, by the field that shows it: the column "evidence required" of the complaints catalogue. */
export const EVIDENCE = {
  confirm: {
    restatement: 'the problem restated',
    agreedAt: 'when the customer agreed to that',
    agreedBy: 'by what channel the customer agreed',
    demands: 'the demands ticked, be it none',
  },
  empathise: {
    sympathy: 'sympathy',
    apology: 'an apology',
    thanks: 'thanks',
  },
  act: {
    actions: 'a plan of actions, each with owner and due time',
    answered: 'an answer to each demand',
    outcome: 'whether it is upheld',
  },
  verify: {
    solved: 'whether it is solved, from the customer',
    score: 'a score from 1 to 5, from the customer',
    met: 'which demands were met',
    unmet: 'which demands were not met',
  },
} as const satisfies Record<Step, Readonly<Record<string, string>>>;

/** The customer is satisfied again from this score on, as for CSAT. */
export const SATISFIED_FROM = 4;

/** A customer counts as unreachable after so many tries, over so many channels, in so many business days. */
export const UNREACHABLE_AFTER = { tries: 3, channels: 2, businessDays: 10 } as const;

/** Fields of a complaint that wait to be shown before its present step is done. */
export function stillNeeded({ step, evidence }: CaseFile): readonly string[] {
  const why = step === 'verify' && evidence.empathise?.whyExplained === false ? ['why'] : [];
  return [...Object.keys(EVIDENCE[step]), ...why];
}

type Shown<C, Field extends keyof C> = C & { readonly [F in Field]-?: Exclude<C[F], undefined> };

/** Refuses a step that lacks any of its evidence, naming all that is missing. */
export function assertShown<C extends object, Field extends keyof C & string>(
  command: C,
  wanted: Readonly<Record<Field, string>>,
): asserts command is Shown<C, Field> {
  const missing = Object.entries<string>(wanted).filter(([field]) => Reflect.get(command, field) === undefined);
  if (missing.length > 0) throw evidenceMissing(Object.fromEntries(missing));
}

/** The refusal, by field and what it should have shown. */
export function evidenceMissing(missing: Readonly<Record<string, string>>): DomainError {
  const errors = Object.entries(missing).map(([field, what]) => ({
    pointer: `/${field}`,
    message: `must show ${what}`,
  }));
  return new DomainError('evidence-missing', `Still missing: ${Object.values(missing).join('; ')}.`, errors);
}

export function assertAnswered(unanswered: readonly Demand[], answered: readonly Demand[]): void {
  const left = unanswered.filter(demand => !answered.includes(demand));
  if (left.length === 0) return;
  throw new DomainError('demand-unanswered', `The plan has no answer to: ${left.join(', ')}.`, [
    { pointer: '/answered', message: `must hold ${left.join(', ')}` },
  ]);
}

/** Asked about each demand, the customer says of each either that it was met or that it was not. */
export function assertAllAsked(demands: readonly Demand[], met: readonly Demand[], unmet: readonly Demand[]): void {
  const unasked = demands.filter(demand => met.includes(demand) === unmet.includes(demand));
  if (unasked.length > 0) throw evidenceMissing({ met: `whether met or not, and not both: ${unasked.join(', ')}` });
}

export function assertUnreachable(tries: readonly Try[], calendar: Calendar): void {
  const times = tries.map(({ at }) => Date.parse(at));
  const channels = new Set(tries.map(({ channel }) => channel)).size;
  const days = times.length === 0 ? 0 : businessDaysBetween(calendar, Math.min(...times), Math.max(...times));
  const { tries: least, channels: ways, businessDays } = UNREACHABLE_AFTER;
  if (tries.length >= least && channels >= ways && days >= businessDays) return;
  const wanted = `${least} tries over ${ways} channels in ${businessDays} business days`;
  throw evidenceMissing({ tries: `${wanted} (not ${tries.length} over ${channels} in ${days})` });
}
