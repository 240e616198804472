import Type from 'typebox';
import { event } from './event.ts';
import { Code, Day, Instant } from './values.ts';

const Time = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$', description: 'HH:MM of the wall clock' });
const Openings = Type.Array(Type.Array(Time, { minItems: 2, maxItems: 2 }), { maxItems: 12 });

/** What others need to know of the catalogue of business calendars. */
export const calendarEvents = {
  CalendarTold: event(
    'interactions',
    'CalendarTold',
    'A version of a business calendar was published. Each is told once, in order; it holds from its time on, and changes nothing that began before.',
    Type.Object({
      code: Code,
      version: Type.Integer({ minimum: 1, maximum: 1e6 }),
      validFrom: Instant,
      zone: Type.String({ maxLength: 64, description: 'Time zone, by its IANA name' }),
      week: Type.Array(Openings, { minItems: 7, maxItems: 7, description: 'Monday first; the openings of each day' }),
      holidays: Type.Array(Day, { maxItems: 1000, description: 'Days without openings' }),
    }),
    {
      code: 'office',
      version: 2,
      validFrom: '2026-12-01T00:00:00.000Z',
      zone: 'Europe/Berlin',
      week: [
        [
          ['08:00', '12:00'],
          ['13:00', '17:00'],
        ],
        [['08:00', '17:00']],
        [['08:00', '17:00']],
        [['08:00', '17:00']],
        [['08:00', '15:00']],
        [],
        [],
      ],
      holidays: ['2026-12-25'],
    },
  ),
};
