import type { Tx } from '@rapport/messaging';
import { countedIn, NOTHING_YET, resultOf, type DryRunResult } from '../domain/dry-run.ts';
import { raisingOf } from '../domain/work-raising.ts';
import type { WorkRule } from '../domain/work-rule.ts';
import { historiesOf } from '../policies/rule-history.ts';
import { typesFor } from '../policies/work-facts-of-batch.ts';
import { calendarIn } from '../policies/work-rules-in-force.ts';
import { pastEvents, type Past, type PastKey } from './past-events.ts';

/**
 * What a rule would have raised on past events, by the very functions by which it does, with what is known today of what
 * was then. Reads, and writes nothing. `progress` is told after each page how many more were looked at.
 */
export async function tried(
  tx: Tx,
  rule: WorkRule,
  past: Omit<Past, 'type'>,
  progress: (looked: number) => Promise<void>,
): Promise<DryRunResult> {
  const calendar = await calendarIn(tx);
  const types = typesFor([rule]);
  let sum = NOTHING_YET;
  let next: PastKey | null = null;
  do {
    const page = await pastEvents(tx, { ...past, type: rule.form.on }, next);
    const subjects = page.events.map(({ subject }) => subject);
    const histories = await historiesOf(tx, subjects, types);
    const seen = page.events.map(event => ({
      occurredAt: event.occurredAt,
      raising: raisingOf(rule, event, histories.get(event.subject) ?? [], calendar),
    }));
    sum = countedIn(sum, seen, past.until);
    next = page.next;
    await progress(page.looked);
  } while (next !== null);
  return resultOf(sum);
}
