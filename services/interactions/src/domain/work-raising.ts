import type { Calendar } from '@rapport/business-time';
import { holds } from './work-conditions.ts';
import { factsBefore, type CustomerFacts } from './work-facts.ts';
import { valuesAt } from './work-fields.ts';
import type { WorkItemFacts } from './work-item.ts';
import { momentOf } from './work-moment.ts';
import { workItemId, type Happening, type WorkRule } from './work-rule.ts';

/** What a rule makes of an event: an item, from when on. */
export interface Raising {
  readonly item: WorkItemFacts;
  readonly raiseAt: string;
  /** Whether it waits for a time that is later than the event. */
  readonly waits: boolean;
}

/**
 * What a rule makes of an event of its type, by what is known of the customer: nothing where its conditions do not hold, or where
 * something has happened that keeps it away. `history` is the customer's, under all its ids, in order.
 */
export function raisingOf(
  rule: WorkRule,
  event: Happening,
  history: readonly Happening[],
  calendar: Calendar,
): Raising | undefined {
  const { form } = rule;
  const facts = factsBefore(event, history);
  if (event.type !== form.on || !holds(form.where, event.data, facts)) return undefined;
  const raiseAt = raisedAt(rule, event, calendar);
  if (raiseAt === undefined || history.some(other => prevents(rule, event, other, raiseAt))) return undefined;
  return { item: itemOf(rule, event, facts, raiseAt, calendar), raiseAt, waits: raiseAt > event.occurredAt };
}

/** When a rule would raise an item for an event, if nothing keeps it away; never before the event. */
export function raisedAt(
  { form: { wait } }: WorkRule,
  { occurredAt, data }: Happening,
  calendar: Calendar,
): string | undefined {
  const at = wait === undefined ? occurredAt : momentOf(wait, occurredAt, data, calendar);
  return at !== undefined && at < occurredAt ? occurredAt : at;
}

/** Whether something that happened keeps the item for an event from being raised at `raiseAt`: what happens just then is too late. */
export function prevents({ form: { unless } }: WorkRule, event: Happening, other: Happening, raiseAt: string): boolean {
  if (unless === undefined || other.id === event.id || !unless.events.includes(other.type)) return false;
  const since = new Date(Date.parse(event.occurredAt) - (unless.lookBackHours ?? 0) * 3_600_000).toISOString();
  if (other.occurredAt < since || other.occurredAt >= raiseAt) return false;
  if (unless.same === undefined) return true;
  const [mine, theirs] = [valuesAt(event.data, unless.same), valuesAt(other.data, unless.same)];
  return mine.some(value => theirs.includes(value));
}

function itemOf(
  rule: WorkRule,
  event: Happening,
  facts: CustomerFacts,
  raiseAt: string,
  calendar: Calendar,
): WorkItemFacts {
  const { code, version, form } = rule;
  const { data } = event;
  const [customerId] = texts(data, 'customerId', UUID);
  const [aboutId] = form.about === undefined ? [] : texts(data, form.about, UUID);
  const assigneeId = form.to.assignee
    .flatMap(path => (path === 'accountOwner' ? [facts.accountOwner ?? ''] : texts(data, path, STAFF)))
    .find(id => STAFF.test(id));
  const [team = form.to.team] = form.to.teamFrom === undefined ? [] : texts(data, form.to.teamFrom, CODE);
  const dueAt = momentOf(form.due, raiseAt, data, calendar) ?? raiseAt;
  const expiresAt = form.expires && momentOf(form.expires, raiseAt, data, calendar);
  return {
    workItemId: workItemId(rule, event.id),
    ...(customerId !== undefined && { customerId }),
    task: form.task,
    cause: { rule: code, version, eventId: event.id, eventType: event.type },
    ...(aboutId !== undefined && form.about !== undefined && { about: { kind: kindOf(form.about), id: aboutId } }),
    priority: priorityOf(rule, facts),
    ...(assigneeId !== undefined && { assigneeId }),
    team,
    role: form.to.role,
    dueAt: dueAt < raiseAt ? raiseAt : dueAt,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(form.escalateTo !== undefined && { escalateTo: form.escalateTo }),
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const STAFF = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const CODE = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

const texts = (data: object, path: string, form: RegExp): string[] =>
  valuesAt(data, path)
    .filter(value => typeof value === 'string' && form.test(value))
    .map(String);

/** `complaintId` is the id of a complaint. */
const kindOf = (path: string): string => (path.split('.').at(-1) ?? path).replace(/Id$/, '');

function priorityOf({ form: { priority } }: WorkRule, { valueClass, riskBand }: CustomerFacts): number {
  const { base, byValue = {}, byRisk = {} } = priority;
  return Math.min(100, Math.max(0, base + (byValue[valueClass] ?? 0) + (byRisk[riskBand] ?? 0)));
}
