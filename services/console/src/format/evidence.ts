import type { ComplaintDetail } from '../api/complaint-types.ts';
import type { Facts, Step } from '../api/types.ts';
import { dateTime } from './time.ts';
import { word, type Translate } from './words.ts';

export interface EvidenceLine {
  name: string;
  text: string;
}

/** In which group of the message files the codes of a field are named. */
const GROUPS: Record<string, string> = {
  demands: 'demand',
  answered: 'demand',
  met: 'demand',
  unmet: 'demand',
  agreedBy: 'agreedBy',
  outcome: 'complaintOutcome',
  reason: 'closingReason',
  action: 'action',
};

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(field: string, value: unknown, t: Translate, locale: string): string {
  if (typeof value === 'boolean') return t(value ? 'form.verify.yes' : 'form.verify.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return dateTime(value, locale);
    const group = GROUPS[field];
    return group ? word(t, group, value) : value;
  }
  if (Array.isArray(value)) {
    return value
      .map(item => textOf(field, item, t, locale))
      .filter(Boolean)
      .join(' · ');
  }
  if (!isFacts(value)) return '';
  return inOrder(value)
    .map(name => textOf(name, value[name], t, locale))
    .filter(Boolean)
    .join(', ');
}

/** As a person tells it; a document may come with its fields in any order. */
const ORDER = [
  ...['restatement', 'opinions', 'agreedAt', 'agreedBy', 'demands', 'apologyText', 'whyExplained', 'whyText'],
  ...['actions', 'action', 'owner', 'dueAt', 'answered', 'outcome', 'finalAnswer'],
  ...['solved', 'score', 'met', 'unmet', 'customerWords'],
];

function inOrder(facts: Facts): string[] {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return Object.keys(facts).toSorted((a, b) => place(a) - place(b));
}

/** What was recorded as a step's evidence, one line a field; when it was taken stands in the heading. */
export function evidenceOf(evidence: unknown, t: Translate, locale: string): EvidenceLine[] {
  if (!isFacts(evidence)) return [];
  return inOrder(evidence)
    .filter(field => field !== 'at')
    .map(field => ({ name: word(t, 'evidence', field), text: textOf(field, evidence[field], t, locale) }))
    .filter(({ text }) => text !== '');
}

const TEXTS: Record<Step, readonly string[]> = {
  confirm: ['restatement', 'opinions'],
  empathise: ['apologyText', 'whyText'],
  act: ['finalAnswer'],
  verify: ['customerWords'],
};

/** A step's recorded facts together with its texts, which are kept apart because they are personal. */
export function shownBy(
  { evidence, personal }: Pick<ComplaintDetail, 'evidence' | 'personal'>,
  step: Step,
): Facts | null {
  const facts = evidence?.[step];
  if (!isFacts(facts)) return null;
  const texts = TEXTS[step].flatMap(name => (personal?.[name] == null ? [] : [[name, personal[name]] as const]));
  return { ...Object.fromEntries(texts), ...facts };
}

/** When the step was taken, or null where it was not. */
export function takenAt(complaint: Pick<ComplaintDetail, 'evidence'>, step: Step): string | null {
  const facts = complaint.evidence?.[step];
  return isFacts(facts) && typeof facts['at'] === 'string' ? facts['at'] : null;
}

const FILED = [
  'product',
  'subProduct',
  'issue',
  'subIssue',
  'company',
  'state',
  'receivedOn',
  'sentOn',
  'response',
  'timely',
  'disputed',
] as const;

export function historicFacts(complaint: Partial<Record<(typeof FILED)[number], unknown>>): Facts {
  return Object.fromEntries(FILED.flatMap(name => (complaint[name] == null ? [] : [[name, complaint[name]] as const])));
}
