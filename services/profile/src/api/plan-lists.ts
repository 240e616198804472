import { Instant, orNull, Uuid } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { cursorOf, page, type Page } from '@rapport/service-kit';
import Type from 'typebox';
import {
  lessonsOf,
  opportunitiesOf,
  planActionsOf,
  type Lesson,
  type Opportunity,
  type PlanAction,
} from '../projections/plan.query.ts';

interface Part {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const opportunityKey = cursorOf(
  Type.Object({ over: Type.Boolean(), closeOn: orNull(Instant), raisedAt: Instant, opportunityId: Uuid }),
);
const actionKey = cursorOf(Type.Object({ closed: Type.Boolean(), dueOn: Instant, actionId: Uuid }));
const lessonKey = cursorOf(Type.Object({ loggedAt: Instant, lessonId: Uuid }));

// Cursors are checked to be of our calendar by their instants.
const begin = (day: string): string => `${day}T00:00:00.000Z`;

/** The lists of an account plan, of all these recorded customers together, page by page. */
export const PLAN_LISTS = {
  async opportunities(tx: Tx, recorded: readonly string[], { limit, cursor }: Part): Promise<Page<Opportunity>> {
    const rows = await opportunitiesOf(tx, { recorded, after: opportunityKey.read(cursor), limit: limit + 1 });
    return page(rows, limit, ({ probability, closeOn, raisedAt, opportunityId }) => {
      const over = probability === 0 || probability === 100;
      return opportunityKey.write({ over, closeOn: closeOn && begin(closeOn), raisedAt, opportunityId });
    });
  },
  async actions(tx: Tx, recorded: readonly string[], { limit, cursor }: Part): Promise<Page<PlanAction>> {
    const rows = await planActionsOf(tx, { recorded, after: actionKey.read(cursor), limit: limit + 1 });
    return page(rows, limit, ({ outcome, dueOn, actionId }) =>
      actionKey.write({ closed: outcome !== null, dueOn: begin(dueOn), actionId }),
    );
  },
  async lessons(tx: Tx, recorded: readonly string[], { limit, cursor }: Part): Promise<Page<Lesson>> {
    const rows = await lessonsOf(tx, { recorded, after: lessonKey.read(cursor), limit: limit + 1 });
    return page(rows, limit, ({ loggedAt, lessonId }) => lessonKey.write({ loggedAt, lessonId }));
  },
};
