import type { RecordedEvent } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { FACT_EVENTS } from '../domain/work-facts.ts';
import type { WorkCalendar, WorkRule } from '../domain/work-rule.ts';
import { historiesOf, type Histories } from './rule-history.ts';
import { calendarIn, rulesInForce } from './work-rules-in-force.ts';

/** What rules have to know beside the events of a batch. */
export interface WorkFacts {
  readonly rules: readonly WorkRule[];
  readonly histories: Histories;
  readonly calendar: WorkCalendar;
}

const CLOSED: WorkCalendar = { zone: 'UTC', week: [], holidays: [] };

/** Reads the rules; and, of those that some event of the batch concerns, what happened with its customers. */
export async function workFacts(events: readonly RecordedEvent[], tx: Tx): Promise<WorkFacts> {
  const types = new Set<string>(events.map(({ type }) => type));
  const rules = (await rulesInForce(tx)).filter(({ form }) => concerned(form).some(type => types.has(type)));
  if (rules.length === 0) return { rules, histories: new Map(), calendar: CLOSED };
  const about = new Set(rules.flatMap(({ form }) => concerned(form)));
  const subjects = events.filter(({ type }) => about.has(type)).map(({ subject }) => subject);
  const histories = await historiesOf(tx, subjects, typesFor(rules));
  return { rules, histories, calendar: await calendarIn(tx) };
}

type Form = WorkRule['form'];

const concerned = ({ on, wait, unless }: Form): readonly string[] => [on, ...(wait && unless ? unless.events : [])];

/** The types of events that have to be known to judge by these rules. */
export const typesFor = (rules: readonly WorkRule[]): string[] => [
  ...new Set([
    ...FACT_EVENTS,
    ...rules.flatMap(({ form: { on, wait, unless } }) => [...(wait && unless ? [on] : []), ...(unless?.events ?? [])]),
  ]),
];
