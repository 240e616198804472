import { type EventsByService, profileEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';

type Moved = Extract<EventsByService['profile'], { readonly type: 'OpportunityMoved' }>['data'];
type Row = Record<string, unknown>;

interface Fold {
  readonly opportunities: Map<string, Row>;
  readonly actions: Map<string, Row>;
  readonly lessons: Map<string, Row>;
}

async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Fold> {
  const opportunities = events.flatMap(({ data }) =>
    'opportunityId' in data && data.opportunityId !== undefined ? [data.opportunityId] : [],
  );
  const actions = events.flatMap(({ data }) => ('actionId' in data ? [data.actionId] : []));
  const locked = async (table: string, key: string, wanted: readonly string[]): Promise<Map<string, Row>> => {
    const { rows } = await tx.query<Row>(
      `select to_jsonb(t) as row, t.${key}::text as id from app.${table} t where ${key} = any($1::uuid[]) order by ${key} for update`,
      [[...new Set(wanted)]],
    );
    return new Map(rows.map(({ id, row }) => [String(id), Object(row)]));
  };
  return {
    opportunities: await locked('opportunity', 'opportunity_id', opportunities),
    actions: await locked('plan_action', 'action_id', actions),
    lessons: new Map(),
  };
}

const standing = ({ stage, probability, amount, closeOn, ownerId, parties }: Omit<Moved, 'from'>, at: string) => ({
  stage,
  probability,
  amount_minor: amount?.minor ?? null,
  currency: amount?.currency ?? null,
  close_on: closeOn ?? null,
  owner_id: ownerId ?? null,
  parties,
  moved_at: at,
});

function change(rows: Map<string, Row>, id: string, changes: Row): void {
  const row = rows.get(id);
  if (!row) throw new Error(`the first event of ${id} is missing`);
  rows.set(id, { ...row, ...changes });
}

/** What is planned with accounts, and what was learnt (tables app.opportunity, app.plan_action, app.lesson). */
export const plans = defineProjection({
  name: 'plans',
  from: ['profile'],
  begin: read,
  on: {
    ...ignoring(profileEvents),
    OpportunityRaised({ data, occurredAt }, { opportunities }: Fold) {
      const { opportunityId, customerId, interactionId = null } = data;
      const about = { customer_id: customerId, interaction_id: interactionId, raised_at: occurredAt };
      opportunities.set(opportunityId, { opportunity_id: opportunityId, ...about, ...standing(data, occurredAt) });
    },
    OpportunityMoved: ({ data, occurredAt }, { opportunities }: Fold) =>
      change(opportunities, data.opportunityId, standing(data, occurredAt)),
    PlanActionAdded({ data, occurredAt }, { actions }: Fold) {
      const { actionId, customerId, opportunityId = null, ownerId, dueOn } = data;
      actions.set(actionId, {
        action_id: actionId,
        customer_id: customerId,
        opportunity_id: opportunityId,
        owner_id: ownerId,
        due_on: dueOn,
        overdue: false,
        outcome: null,
        added_at: occurredAt,
      });
    },
    PlanActionChanged: ({ data: { actionId, ownerId, dueOn } }, { actions }: Fold) => {
      const overdue = actions.get(actionId)?.['due_on'] === dueOn && actions.get(actionId)?.['overdue'] === true;
      change(actions, actionId, { owner_id: ownerId, due_on: dueOn, overdue });
    },
    PlanActionClosed: ({ data }, { actions }: Fold) => change(actions, data.actionId, { outcome: data.outcome }),
    PlanActionOverdue: ({ data }, { actions }: Fold) => change(actions, data.actionId, { overdue: true }),
    LessonLogged({ data, occurredAt, actor }, { lessons }: Fold) {
      const { lessonId, customerId, opportunityId = null, kind } = data;
      lessons.set(lessonId, {
        lesson_id: lessonId,
        customer_id: customerId,
        opportunity_id: opportunityId,
        kind,
        logged_by: actor,
        logged_at: occurredAt,
      });
    },
  },
  async commit({ opportunities, actions, lessons }, tx) {
    await bulkUpsert(tx, 'app.opportunity', [...opportunities.values()], { key: ['opportunity_id'] });
    await bulkUpsert(tx, 'app.plan_action', [...actions.values()], { key: ['action_id'] });
    await bulkUpsert(tx, 'app.lesson', [...lessons.values()], { key: ['lesson_id'], update: 'nothing' });
  },
  rebuild: {
    tables: { 'app.opportunity': 'customer_id', 'app.plan_action': 'customer_id', 'app.lesson': 'customer_id' },
  },
});
