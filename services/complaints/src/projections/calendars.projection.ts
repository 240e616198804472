import { interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Row = Readonly<Record<string, unknown>>;

/** Every version of the business calendars that interactions has told of: `app.calendars`. */
export const calendars = defineProjection({
  name: 'calendars',
  from: ['interactions'],
  begin: () => new Map<string, Row>(),
  on: {
    ...ignoring(interactionsEvents),
    CalendarTold({ data: { code, version, validFrom, ...form } }, rows: Map<string, Row>) {
      rows.set(`${code} ${version}`, { code, version, valid_from: validFrom, form });
    },
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'app.calendars', [...rows.values()], { key: ['code', 'version'], update: 'nothing' })),
  rebuild: { tables: { 'app.calendars': 'code' } },
});
