import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ReferenceData } from '../api/reference-data.ts';
import { march, rules } from '../domain/complaint.fixture.ts';
import { migrations } from '../migrations/index.ts';
import { calendars } from './calendars.projection.ts';

const { form } = rules.calendar;
const own = { ...form, zone: 'Asia/Shanghai' };

/** A house that had written a calendar of its own into its rules. */
class OwnCalendar1800000000219 implements MigrationInterface {
  readonly name = 'OwnCalendar1800000000219';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.house_rules select 2, $1, jsonb_set(jsonb_set(rules, '{version}', '2'), '{calendar}', $2) from app.house_rules`,
      [march(10), JSON.stringify(own)],
    );
  }

  async down(): Promise<void> {
    await Promise.resolve();
  }
}

let database: TestDatabase;
let messaging: Messaging;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  const before = migrations.findIndex(({ name }) => name === 'Calendars1800000000221');
  database = await testDatabase([
    ...migrations.slice(0, before),
    OwnCalendar1800000000219,
    ...migrations.slice(before),
  ]);
  const options = { deciders: [], projections: [], policies: [], log: quiet, brokers: ['127.0.0.1:1'] };
  messaging = createMessaging({ service: 'complaints', database: database.url, ...options });
  deliver = delivery(database.pool, { projections: [calendars] });
});
afterAll(async () => {
  await messaging.pool.end();
  await database.drop();
});

const told = (code: string, version: number, validFrom: string, holidays: string[]): Told => ({
  ...{ type: 'CalendarTold', subject: `calendar:${code}` },
  data: {
    code,
    version,
    validFrom,
    zone: form.zone,
    week: form.week.map(day => day.map(opening => [...opening])),
    holidays,
  },
});
const calendarAt = async (at: string) => (await new ReferenceData(messaging).current()).rulesAt(at).calendar;

it('is that from before until the catalogue is told; then a version holds from its time on', async () => {
  expect(await calendarAt(march(1))).toMatchObject({ code: 'office', version: 0, form });
  expect(await calendarAt(march(11))).toMatchObject({ code: 'house2', version: 0, form: own });
  await deliver(
    told('office', 1, '1970-01-01T00:00:00.000Z', []),
    told('office', 2, march(5), ['2026-12-25']),
    told('house2', 1, march(20), ['2026-10-01']),
  );
  expect(await calendarAt(march(1))).toMatchObject({ code: 'office', version: 1, form });
  expect(await calendarAt(march(6))).toMatchObject({ version: 2, form: { holidays: ['2026-12-25'] } });
  expect(await calendarAt(march(11))).toMatchObject({ code: 'house2', version: 0, form: own });
  expect(await calendarAt(march(21))).toMatchObject({ version: 1, form: { holidays: ['2026-10-01'] } });
});

it('keeps every version for complaints that began under it', async () => {
  const { rulesAt } = await new ReferenceData(messaging).current();
  const all = rulesAt(march(21)).calendars.map(({ code, version }) => `${code} ${version}`);
  expect(all.sort()).toEqual(['house2 0', 'house2 1', 'office 0', 'office 1', 'office 2']);
});
