import type { WorkCalendar } from '../domain/work-rule.ts';

const known = new Map<string, WorkCalendar>();

/** A calendar is one object however often its text is read: it remembers the openings that it has worked out. */
export function keptCalendar(text: string, calendar: WorkCalendar): WorkCalendar {
  const kept = known.get(text) ?? calendar;
  known.set(text, kept);
  return kept;
}
