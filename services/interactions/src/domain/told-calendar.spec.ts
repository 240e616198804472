import { it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { office } from './standards.fixture.ts';
import { toldCalendar, type CalendarVersion } from './told-calendar.ts';

const { given } = specification(toldCalendar);
const version = (number: number): CalendarVersion => ({
  ...{ code: 'office', version: number, validFrom: `202${number}-01-01T00:00:00.000Z`, zone: office.zone },
  ...{ week: office.week.map(day => day.map(opening => [...opening])), holidays: [] },
});
const told = (number: number) => ({ type: 'CalendarTold' as const, data: version(number) });
const tell = (...numbers: number[]) => ({ type: 'TellCalendar' as const, versions: numbers.map(version) });

it('tells every version of a calendar once, in their order, however many were published meanwhile', () => {
  given([])
    .when(tell(3, 1, 2))
    .then([told(1), told(2), told(3)]);
  given([told(1)])
    .when(tell(1, 2, 3))
    .then([told(2), told(3)]);
  given([told(1), told(2)])
    .when(tell(2, 1))
    .thenNothing();
});
