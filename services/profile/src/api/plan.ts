import type { Messaging } from '@rapport/messaging';
import { accountsOf, awayNow, caredFor, hierarchyOf, onDuty } from '../projections/account.query.ts';
import { checksOf } from '../projections/health.projection.ts';
import { healthNow } from '../projections/health-trend.ts';
import { lessonsOf, opportunitiesOf, planActionsOf } from '../projections/plan.query.ts';
import { feedbackOfPeople } from './people.ts';

const CHECKS = 12;

/** The account plan of the customer that this id stands for now, with all that was recorded under any of its ids. */
export async function planOf(messaging: Messaging, id: string): Promise<object> {
  const { pool, identity } = messaging;
  const { current, recorded } = await identity.of(id);
  const day = new Date().toISOString().slice(0, 10);
  const accounts = await accountsOf(pool, recorded);
  const cared = caredFor(accounts, recorded);
  const checks = await checksOf(pool, recorded, CHECKS);
  return {
    customerId: current,
    basics: recorded.flatMap(each => accounts.find(({ customer }) => customer === each)?.basics ?? [])[0] ?? null,
    relations: {
      owner: cared && { ...cared, onDuty: onDuty(cared, day, await awayNow(pool, day)) },
      people: (await feedbackOfPeople(messaging, recorded)).items,
      hierarchy: await hierarchyOf(pool, current),
    },
    opportunities: await opportunitiesOf(pool, recorded),
    health: healthNow(checks.map(({ check }) => check)),
    actions: await planActionsOf(pool, recorded),
    lessons: await lessonsOf(pool, recorded),
  };
}
