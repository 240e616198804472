import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import { testDatabase, testStack, type TestDatabase } from '@rapport/testing';
import type { ComplaintCommand } from '../domain/complaint.commands.ts';
import { complaint } from '../domain/complaint.decide.ts';
import { commands, ids, march } from '../domain/complaint.fixture.ts';
import { migrations } from '../migrations/index.ts';
import { ReferenceData } from './reference-data.ts';

let database: TestDatabase;
let messaging: Messaging;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const { brokers } = await testStack();
  const readers = { deciders: [complaint], projections: [], policies: [] };
  messaging = createMessaging({ service: 'complaints', database: database.url, brokers, ...readers, log: quiet });
});
afterAll(async () => {
  await messaging.stop();
  await database.drop();
});

const send = (id: string, ...sent: { command: ComplaintCommand; occurredAt: string }[]) =>
  messaging.handleMany(
    complaint,
    sent.map(({ command, occurredAt }) => ({
      id,
      command,
      context: { subject: ids.customerId, actor: 'spec', occurredAt },
    })),
  );
const dueAgainIn = async (id: string): Promise<number> => {
  const { rows } = await database.pool.query<{ seconds: number }>(
    `select extract(epoch from next_due - clock_timestamp())::float as seconds from messaging.streams where stream = $1`,
    [`complaint-${id}`],
  );
  return rows[0]?.seconds ?? NaN;
};
const opening = { command: commands.OpenComplaint, occurredAt: commands.OpenComplaint.at };
const confirming = { command: commands.ConfirmProblem, occurredAt: commands.ConfirmProblem.at };

describe('a complaint on the real write path', () => {
  it('told as history leaves its teller time to go on before the timer looks', async () => {
    const id = randomUUID();
    await send(id, opening);
    expect(await dueAgainIn(id)).toBeGreaterThan(30);
    const [confirmed] = await send(id, confirming);
    expect(confirmed).toMatchObject({ ok: true, state: { file: { clocks: { acknowledge: { breached: false } } } } });
  });

  it('fires before a step what was due before it, dated when it was due', async () => {
    const id = randomUUID();
    const at = march(4, '09:00');
    await send(id, opening, { command: { ...commands.ConfirmProblem, at, agreedAt: at }, occurredAt: at });
    const { rows } = await database.pool.query<{ type: string; at: Date }>(
      `select type, occurred_at as at from messaging.events where stream = $1 order by version`,
      [`complaint-${id}`],
    );
    expect(rows.map(row => `${row.type} ${row.at.toISOString()}`)).toEqual([
      `ComplaintOpened ${march(2)}`,
      `HouseClockWarned ${march(2, '16:24')}`,
      `HouseClockBreached ${march(3)}`,
      `HouseClockWarned ${march(3, '14:48')}`,
      `ComplaintConfirmed ${at}`,
    ]);
  });

  it('keeps what people said beside the stream, and in no event', async () => {
    const id = randomUUID();
    await send(id, opening, confirming);
    const loaded = await messaging.load(complaint, id);
    expect(loaded?.personal).toEqual({
      narrative: commands.OpenComplaint.narrative,
      restatement: commands.ConfirmProblem.restatement,
    });
    const { rows } = await database.pool.query<{ log: string }>(
      `select string_agg(payload::text, '') || (select string_agg(state::text, '') from messaging.streams) as log from messaging.events`,
    );
    expect(rows[0]?.log).not.toMatch(/four days late/);
  });

  it('folds to the state that is stored beside it', async () => {
    const id = randomUUID();
    await send(id, opening, confirming);
    const stored = await messaging.load(complaint, id);
    await database.pool.query(`update messaging.streams set state_version = 0 where stream = $1`, [`complaint-${id}`]);
    expect((await messaging.load(complaint, id))?.state).toEqual(stored?.state);
  });
});

describe('reference data', () => {
  it('applies the rules that were in force when it occurred, and flags what the catalogues do not know', async () => {
    const { calendars: _all, named: _by, ...first } = commands.OpenComplaint.rules;
    const rules = { ...first, version: 3, calendar: 'office' };
    await database.pool.query(`insert into app.house_rules values (3, $1, $2)`, [march(10), JSON.stringify(rules)]);
    const { rulesAt, flagsOf } = await new ReferenceData(messaging).current();
    expect([
      rulesAt('1999-01-01T00:00:00.000Z').version,
      rulesAt(march(9)).version,
      rulesAt(march(10)).version,
    ]).toEqual([2, 2, 3]);
    expect(rulesAt(march(9)).callBacks).toEqual(commands.OpenComplaint.rules.callBacks);
    expect(flagsOf({ cause: 'late', channel: 'phone' })).toEqual([]);
    expect(flagsOf({ cause: 'aliens', channel: 'telepathy' })).toEqual(['unknownCause', 'unknownChannel']);
  });
});
