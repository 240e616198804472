import type { Messaging } from '@rapport/messaging';
import { accountsOf, awayNow, caredFor, hierarchyOf, onDuty } from '../projections/account.query.ts';
import { checksOf } from '../projections/health.projection.ts';
import { healthNow } from '../projections/health-trend.ts';
import { feedbackOfPeople } from './people.ts';
import { PLAN_LISTS } from './plan-lists.ts';

const CHECKS = 12;
const FIRST = 200;

/** The account plan of the customer that this id stands for now, with all that was recorded under any of its ids. `next` says where its lists go on; its people are those whom the staff see. */
export async function planOf(messaging: Messaging, id: string, staff: readonly string[] | null): Promise<object> {
  const { pool, identity } = messaging;
  const { current, recorded } = await identity.of(id);
  const day = new Date().toISOString().slice(0, 10);
  const accounts = await accountsOf(pool, recorded);
  const cared = caredFor(accounts, recorded);
  const checks = await checksOf(pool, recorded, CHECKS);
  const opportunities = await PLAN_LISTS.opportunities(pool, recorded, { limit: FIRST });
  const actions = await PLAN_LISTS.actions(pool, recorded, { limit: FIRST });
  const lessons = await PLAN_LISTS.lessons(pool, recorded, { limit: FIRST });
  return {
    customerId: current,
    basics: recorded.flatMap(each => accounts.find(({ customer }) => customer === each)?.basics ?? [])[0] ?? null,
    relations: {
      owner: cared && { ...cared, onDuty: onDuty(cared, day, await awayNow(pool, day)) },
      people: (await feedbackOfPeople(messaging, recorded, staff)).items,
      hierarchy: await hierarchyOf(pool, current),
    },
    opportunities: opportunities.items,
    health: healthNow(checks.map(({ check }) => check)),
    actions: actions.items,
    lessons: lessons.items,
    next: { opportunities: opportunities.next, actions: actions.next, lessons: lessons.next },
  };
}
