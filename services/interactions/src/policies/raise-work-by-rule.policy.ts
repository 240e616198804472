import {
  analyticsEvents,
  complaintsEvents,
  interactionsEvents,
  loyaltyEvents,
  profileEvents,
  WORK_RULE_EVENTS,
  type RecordedEvent,
} from '@rapport/contracts';
import { definePolicy, each, ignoring, type Wish } from '@rapport/messaging';
import type { DropPlan, RaiseWork } from '../domain/work-item.commands.ts';
import { plansDroppedBy } from '../domain/work-plans-dropped.ts';
import { raisingOf } from '../domain/work-raising.ts';
import type { WorkRule } from '../domain/work-rule.ts';
import { workFacts, type WorkFacts } from './work-facts-of-batch.ts';

/**
 * Has each rule that is switched on look at each event: raises an item, plans one, or drops what was planned. The id of an
 * item follows from rule and event. Imported history sets nobody to work.
 */
export const raiseWorkByRule = definePolicy({
  name: 'raise-work-by-rule',
  from: ['profile', 'interactions', 'complaints', 'loyalty', 'analytics'],
  workOnImported: false,
  begin: workFacts,
  on: {
    ...ignoring(profileEvents),
    ...ignoring(interactionsEvents),
    ...ignoring(complaintsEvents),
    ...ignoring(loyaltyEvents),
    ...ignoring(analyticsEvents),
    ...each(WORK_RULE_EVENTS.profile, wished),
    ...each(WORK_RULE_EVENTS.interactions, wished),
    ...each(WORK_RULE_EVENTS.complaints, wished),
    ...each(WORK_RULE_EVENTS.loyalty, wished),
    ...each(WORK_RULE_EVENTS.analytics, wished),
  },
});

function wished(event: RecordedEvent, facts: WorkFacts): Wish[] {
  return facts.rules.flatMap(rule => [...raised(rule, event, facts), ...dropped(rule, event, facts)]);
}

function raised(rule: WorkRule, event: RecordedEvent, { histories, calendar }: WorkFacts): Wish[] {
  if (rule.form.on !== event.type) return [];
  const raising = raisingOf(rule, event, histories.get(event.subject) ?? [], calendar);
  if (raising === undefined) return [];
  const { item, raiseAt, waits } = raising;
  const command = { type: 'RaiseWork', item, ...(waits && { raiseAt }) } satisfies RaiseWork;
  return [{ decider: 'workItem', id: item.workItemId, subject: event.subject, command }];
}

const dropped = (rule: WorkRule, event: RecordedEvent, { histories, calendar }: WorkFacts): Wish[] =>
  plansDroppedBy(rule, event, histories.get(event.subject) ?? [], calendar).map(id => {
    const command = { type: 'DropPlan', reason: event.type } satisfies DropPlan;
    return { decider: 'workItem', id, subject: event.subject, command };
  });
