import type { Calendar } from '@rapport/business-time';
import type { Tx } from '@rapport/messaging';
import type { WorkRule } from '../domain/work-rule.ts';

/** The rules that are switched on, each in the version in which it is. */
export async function rulesInForce(tx: Tx): Promise<WorkRule[]> {
  const { rows } = await tx.query<WorkRule>(
    `select v.code, v.version, v.form from app.work_rules r join app.work_rule_versions v using (code)
     where v.version = r.version_on order by v.code`,
  );
  return rows;
}

/** When people are at work. */
export async function calendarIn(tx: Tx): Promise<Calendar> {
  const { rows } = await tx.query<{ calendar: Calendar }>(
    `select calendar from app.work_calendars order by version desc limit 1`,
  );
  const [newest] = rows;
  if (newest === undefined) throw new Error('there is no calendar to work by');
  return newest.calendar;
}
