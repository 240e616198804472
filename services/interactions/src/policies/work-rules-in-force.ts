import type { Tx } from '@rapport/messaging';
import type { WorkCalendar, WorkRule } from '../domain/work-rule.ts';
import { keptCalendar } from './kept-calendar.ts';

/** The rules that are switched on, each in the version in which it is. */
export async function rulesInForce(tx: Tx): Promise<WorkRule[]> {
  const { rows } = await tx.query<WorkRule>(
    `select v.code, v.version, v.form from app.work_rules r join app.work_rule_versions v using (code)
     where v.version = r.version_on order by v.code`,
  );
  return rows;
}

const CALENDAR = 'office';

/** When people are at work: the calendar of that name as it is in force. */
export async function calendarIn(tx: Tx): Promise<WorkCalendar> {
  const { rows } = await tx.query<{ form: WorkCalendar; text: string }>(
    `select form, form::text as text from app.service_rules where kind = 'calendar' and code = $1 and valid_from <= now() order by version desc limit 1`,
    [CALENDAR],
  );
  const [newest] = rows;
  if (newest === undefined) throw new Error(`there is no calendar ${CALENDAR} to work by`);
  return keptCalendar(newest.text, newest.form);
}
