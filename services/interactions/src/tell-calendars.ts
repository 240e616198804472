import type { Calendar } from '@rapport/business-time';
import type { Messaging } from '@rapport/messaging';
import type { Versioned } from './domain/standard.ts';
import { toldCalendar } from './domain/told-calendar.ts';

/** Tells other services the versions of calendars that they were not told. */
export async function tellCalendars(
  messaging: Messaging,
  all: readonly Versioned<Calendar>[],
  actor: string,
): Promise<void> {
  for (const [code, versions] of Map.groupBy(all, calendar => calendar.code)) {
    const command = { type: 'TellCalendar', versions: versions.map(told) } as const;
    await messaging.handle(toldCalendar, code, command, { subject: `calendar:${code}`, actor });
  }
}

const told = ({ code, version, validFrom, form }: Versioned<Calendar>) => ({
  code,
  version,
  validFrom,
  zone: form.zone,
  week: form.week.map(day => day.map(opening => [...opening])),
  holidays: [...form.holidays],
});
