import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { briefOf } from '../projections/brief.query.ts';
import { workItems } from '../projections/work-items.projection.ts';
import { briefPage } from './brief-page.ts';
import { morningOf } from './morning.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [workItems] });
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
    const broken = { rule: 'promise-broken', version: 2, eventId: newId(), eventType: 'PromiseBroken' };
    const done = raised({ workItemId: closed, dueAt: yesterday });
    const tonight = new Date(Math.max(Date.parse(morning.end) - 1000, now.getTime() + 1000)).toISOString();
    await deliver(
      raised({ workItemId: late, dueAt: hence(-1), priority: 90 }),
      raised({ workItemId: due, dueAt: tonight, task: 'makeCallBack' }),
      raised({ dueAt: hence(72) }),
      raised({ dueAt: hence(-1), team: 'other' }),
      raised({ cause: breach, dueAt: hence(72) }, yesterday),
      raised({ cause: broken, dueAt: hence(72), task: 'callAboutPromise' }, yesterday),
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
      open: 5,
      overdue: 1,
      atRisk: [{ workItemId: late, overdue: true }],
      due: [{ workItemId: due }],
      outcomes: [{ task: 'callCustomer', state: 'done', outcome: 'reached', n: 1, inTime: 1 }],
      wentWrong: [
        { eventType: 'HouseClockBreached', n: 1 },
        { eventType: 'PromiseBroken', n: 1 },
      ],
    });
    const page = briefPage({ team: '<service>', zone: 'UTC', asOf: now.toISOString(), ...morning, ...brief }, 'zh');
    expect(page).toContain('<html lang="zh-CN">');
    for (const words of ['已联系上', '投诉结案后回访', '承诺未兑现']) expect(page).toContain(words);
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
