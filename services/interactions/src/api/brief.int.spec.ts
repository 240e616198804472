import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { briefOf } from '../projections/brief.query.ts';
import { liveContacts } from '../projections/live-contacts.projection.ts';
import { queueNow } from '../projections/live-contacts.query.ts';
import { workItems } from '../projections/work-items.projection.ts';
import { briefPage } from './brief-page.ts';
import { morningOf } from './morning.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [workItems, liveContacts] });
});
afterAll(() => database.drop());

const HOUR = 3_600_000;
const now = new Date();
const hence = (hours: number): string => new Date(now.getTime() + hours * HOUR).toISOString();
const morning = morningOf(undefined, 'UTC', now);
const yesterday = new Date(Date.parse(morning.start) - HOUR).toISOString();

function raised(more: object, occurredAt = hence(-48)): Told {
  const subject = newId();
  const { customerId: _other, ...example } = interactionsEvents.WorkItemRaised.example;
  return {
    type: 'WorkItemRaised',
    subject,
    occurredAt,
    data: { ...example, customerId: subject, workItemId: newId(), ...more },
  };
}

describe('the morning brief of a team', () => {
  it('says what is at risk, what is due, and what came of yesterday', async () => {
    const [late, due, closed] = [newId(), newId(), newId()];
    const breach = { rule: 'clock-breached', version: 1, eventId: newId(), eventType: 'HouseClockBreached' };
    const done = raised({ workItemId: closed, dueAt: yesterday });
    const tonight = new Date(Math.max(Date.parse(morning.end) - 1000, now.getTime() + 1000)).toISOString();
    await deliver(
      raised({ workItemId: late, dueAt: hence(-1), priority: 90 }),
      raised({ workItemId: due, dueAt: tonight }),
      raised({ dueAt: hence(72) }),
      raised({ dueAt: hence(-1), team: 'other' }),
      raised({ cause: breach, dueAt: hence(72) }, yesterday),
      done,
      {
        type: 'WorkItemDone',
        subject: done.subject,
        occurredAt: yesterday,
        data: { workItemId: closed, outcome: 'reached', inTime: true },
      },
    );
    const brief = await briefOf(database.pool, 'service', morning);
    expect(brief).toMatchObject({
      open: 4,
      overdue: 1,
      atRisk: [{ workItemId: late, overdue: true }],
      due: [{ workItemId: due }],
      outcomes: [{ task: 'callCustomer', state: 'done', outcome: 'reached', n: 1, inTime: 1 }],
      wentWrong: [{ eventType: 'HouseClockBreached', n: 1 }],
    });
    const page = briefPage({ team: '<service>', zone: 'UTC', asOf: now.toISOString(), ...morning, ...brief }, 'zh');
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('已联系上');
    expect(page).not.toContain('<service>');
    expect(page).not.toContain('<script');
  });
});

describe('the day that a brief is of', () => {
  it('begins in its zone, and looks back to the last working day', () => {
    expect(morningOf('2026-03-02', 'Asia/Shanghai', now)).toEqual({
      start: '2026-03-01T16:00:00.000Z',
      end: '2026-03-02T16:00:00.000Z',
      before: '2026-02-26T16:00:00.000Z',
    });
    expect(morningOf('2026-03-04', 'UTC', now).before).toBe('2026-03-03T00:00:00.000Z');
    expect(() => morningOf('2026-02-30', 'UTC', now)).toThrow();
    expect(() => morningOf(undefined, 'Nowhere/At_All', now)).toThrow();
  });
});

describe('the queue now', () => {
  it('is who waits and is served by channel, and how many of the last hours gave up', async () => {
    const tell = (type: 'ContactQueued' | 'ContactTaken' | 'ContactLeft', contactId: string, more: object): Told =>
      ({
        type,
        subject: `contact:${contactId}`,
        data: { contactId, channel: 'phone', team: 'service', ...more },
      }) as Told;
    const [waits, served, gone] = [newId(), newId(), newId()];
    await deliver(
      tell('ContactQueued', waits, { queuedAt: hence(-0.1) }),
      tell('ContactQueued', served, { queuedAt: hence(-0.2) }),
      tell('ContactTaken', served, { queuedAt: hence(-0.2), startedAt: hence(-0.1), waitedSeconds: 360 }),
      tell('ContactQueued', gone, { queuedAt: hence(-0.2) }),
      tell('ContactLeft', gone, { leftAt: hence(-0.1), end: 'abandoned', waitedSeconds: 360 }),
    );
    const [phone] = await queueNow(database.pool, 'service', 4);
    expect(phone).toMatchObject({ channel: 'phone', queued: 1, started: 1, left: 1, abandoned: 1 });
    expect(phone?.longestWait).toBeGreaterThanOrEqual(360);
    expect(await queueNow(database.pool, 'other', 4)).toEqual([]);
  });
});
