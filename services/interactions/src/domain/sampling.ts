import { derivedId, type MessageChannel } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import { hasRested } from './surveying.ts';

/** Of the contacts in this channel with customers of this class, this share is asked this survey. Absent: any. */
export interface SamplingRule {
  readonly channel?: string | undefined;
  readonly valueClass?: string | undefined;
  /** Code in the catalogue of surveys. */
  readonly survey: string;
  readonly share: number;
  /** How the link is sent; absent: somebody gives it to the customer. */
  readonly sendBy?: MessageChannel | undefined;
}

/** Who is asked after a contact. The first rule that fits a contact counts. */
export interface SamplingRules {
  readonly version: number;
  readonly validFrom: string;
  readonly on: boolean;
  /** What chance is made of: with another seed others are chosen. */
  readonly seed: string;
  /** So long nobody is asked again. */
  readonly restDays: number;
  /** How long the link works. */
  readonly linkDays: number;
  /** A contact that is told later than this after it took place is asked about no more. */
  readonly lateHours: number;
  readonly exceptTypes: readonly string[];
  readonly exceptOutcomes: readonly string[];
  readonly rules: readonly SamplingRule[];
}

export interface Contact {
  readonly interactionId: string;
  readonly channel: string;
  readonly type: string;
  readonly outcome?: string | undefined;
  readonly occurredAt: string;
  readonly recordedAt: string;
}

/** What has to be known of the customer of a contact. */
export interface Person {
  readonly valueClass: string;
  readonly openComplaints: number;
  readonly lastAskedAt: string | null;
}

export interface Sampled {
  readonly rules: SamplingRules;
  readonly survey: string;
  readonly share: number;
  readonly sendBy?: MessageChannel | undefined;
}

const HOUR_MS = 3_600_000;
const BITS = 2 ** 48;

/** A number from 0 up to 1 that follows from seed and contact alone: the same whoever asks and however often. */
export function chanceOf(seed: string, interactionId: string): number {
  const hex = derivedId(`sampling ${seed} ${interactionId}`).replaceAll('-', '').slice(0, 12);
  return Number.parseInt(hex, 16) / BITS;
}

/** The rules in force at an instant; none before the first. */
export const rulesAt = (versions: readonly SamplingRules[], at: string): SamplingRules | undefined =>
  versions
    .filter(({ validFrom }) => Date.parse(validFrom) <= Date.parse(at))
    .reduce<SamplingRules | undefined>(
      (last, next) => (last === undefined || next.version > last.version ? next : last),
      undefined,
    );

/** Whether the customer is asked after this contact, and what; undefined where not. */
export function sampled(versions: readonly SamplingRules[], contact: Contact, person: Person): Sampled | undefined {
  const rules = rulesAt(versions, contact.recordedAt);
  if (rules === undefined || !rules.on || !mayBeAskedAbout(rules, contact)) return undefined;
  if (person.openComplaints > 0 || !isRested(rules, contact, person)) return undefined;
  const rule = rules.rules.find(
    ({ channel = contact.channel, valueClass = person.valueClass }) =>
      channel === contact.channel && valueClass === person.valueClass,
  );
  if (rule === undefined || chanceOf(rules.seed, contact.interactionId) >= rule.share) return undefined;
  const { survey, share, sendBy } = rule;
  return { rules, survey, share, ...(sendBy !== undefined && { sendBy }) };
}

function mayBeAskedAbout({ exceptTypes, exceptOutcomes, lateHours }: SamplingRules, contact: Contact): boolean {
  const { type, outcome, occurredAt, recordedAt } = contact;
  if (exceptTypes.includes(type) || (outcome !== undefined && exceptOutcomes.includes(outcome))) return false;
  return Date.parse(recordedAt) - Date.parse(occurredAt) <= lateHours * HOUR_MS;
}

const isRested = ({ restDays }: SamplingRules, { occurredAt }: Contact, { lastAskedAt }: Person): boolean =>
  lastAskedAt === null || hasRested(lastAskedAt, occurredAt, restDays);

/** Throws `rules-invalid` where a rule could never be followed: behind one that takes all it could, or without its survey. */
export function checkRules(rules: readonly SamplingRule[], surveys: ReadonlySet<string>): void {
  const faults = rules.flatMap((rule, i) => {
    if (!surveys.has(rule.survey)) return [{ pointer: `/rules/${i}/survey`, message: 'is no survey for customers' }];
    const covered = rules.slice(0, i).some(before => covers(before, rule));
    return covered
      ? [{ pointer: `/rules/${i}`, message: 'is never reached: a rule before it takes all it could' }]
      : [];
  });
  if (faults.length > 0) throw new DomainError('rules-invalid', 'The rules cannot be followed.', faults);
}

const covers = (before: SamplingRule, rule: SamplingRule): boolean =>
  (before.channel === undefined || before.channel === rule.channel) &&
  (before.valueClass === undefined || before.valueClass === rule.valueClass);
