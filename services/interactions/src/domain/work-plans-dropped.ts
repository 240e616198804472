import type { Calendar } from '@rapport/business-time';
import { prevents, raisedAt } from './work-raising.ts';
import { workItemId, type Happening, type WorkRule } from './work-rule.ts';

/** The ids of planned items that an event keeps from being raised, by what the rule may have planned for the same customer. */
export function plansDroppedBy(
  rule: WorkRule,
  event: Happening,
  history: readonly Happening[],
  calendar: Calendar,
): string[] {
  const { wait, unless, on } = rule.form;
  if (wait === undefined || unless === undefined || !unless.events.includes(event.type)) return [];
  return history
    .filter(one => one.type === on && !one.imported && isKept(rule, one, event, calendar))
    .map(({ id }) => workItemId(rule, id));
}

function isKept(rule: WorkRule, planned: Happening, by: Happening, calendar: Calendar): boolean {
  const raiseAt = raisedAt(rule, planned, calendar);
  return raiseAt !== undefined && prevents(rule, planned, by, raiseAt);
}
