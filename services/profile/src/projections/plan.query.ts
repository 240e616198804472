import type { Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

/** Texts lie beside the streams, where erasure empties them: then they are null. */
export interface Opportunity {
  readonly opportunityId: string;
  readonly title: string | null;
  readonly interactionId: string | null;
  readonly stage: string;
  readonly probability: number;
  readonly amount: { readonly minor: number; readonly currency: string } | null;
  readonly closeOn: string | null;
  readonly ownerId: string | null;
  readonly parties: readonly { readonly partyId: string; readonly role: string }[];
  readonly raisedAt: string;
  readonly movedAt: string;
}

export interface PlanAction {
  readonly actionId: string;
  readonly what: string | null;
  readonly opportunityId: string | null;
  readonly ownerId: string;
  readonly dueOn: string;
  readonly overdue: boolean;
  readonly outcome: string | null;
  readonly addedAt: string;
}

export interface Lesson {
  readonly lessonId: string;
  readonly kind: string;
  readonly text: string | null;
  readonly opportunityId: string | null;
  readonly loggedBy: string;
  readonly loggedAt: string;
}

/** So many of a list, from after where a page ended; of all these recorded customers. */
export interface Asked<Key> {
  readonly recorded: readonly string[];
  readonly after?: Key | undefined;
  readonly limit: number;
}

/** Days are the instants with which they begin, UTC. */
export interface OpportunityKey {
  readonly over: boolean;
  readonly closeOn: string | null;
  readonly raisedAt: string;
  readonly opportunityId: string;
}
export interface ActionKey {
  readonly closed: boolean;
  readonly dueOn: string;
  readonly actionId: string;
}
export interface LessonKey {
  readonly loggedAt: string;
  readonly lessonId: string;
}

const day = (parameter: string): string => `(${parameter}::timestamptz at time zone 'UTC')::date`;

/** Opportunities: those that are open by the day they may close, then the others. */
export async function opportunitiesOf(
  tx: Tx,
  { recorded, after, limit }: Asked<OpportunityKey>,
): Promise<Opportunity[]> {
  const { rows } = await tx.query<Opportunity>(
    `select opportunity_id as "opportunityId", p."values"->>'title' as title, interaction_id as "interactionId", stage,
       probability, case when amount_minor is null then null
         else json_build_object('minor', amount_minor, 'currency', currency) end as amount,
       close_on::text as "closeOn", owner_id as "ownerId", parties, ${iso('raised_at')} as "raisedAt", ${iso('moved_at')} as "movedAt"
     from app.opportunity o left join messaging.personal p on p.stream = 'opportunity-' || o.opportunity_id
     where customer_id = any($1::uuid[]) and ($3::boolean is null
       or (probability in (0, 100), coalesce(close_on, 'infinity'), raised_at, opportunity_id)
         > ($3, coalesce(${day('$4')}, 'infinity'), $5::timestamptz, $6::uuid))
     order by probability in (0, 100), coalesce(close_on, 'infinity'), raised_at, opportunity_id limit $2`,
    [
      ...[recorded, limit, after?.over ?? null, after?.closeOn ?? null],
      ...[after?.raisedAt ?? null, after?.opportunityId ?? null],
    ],
  );
  return rows;
}

/** Actions: those that are open by the day they are due, then the others. */
export async function planActionsOf(tx: Tx, { recorded, after, limit }: Asked<ActionKey>): Promise<PlanAction[]> {
  const { rows } = await tx.query<PlanAction>(
    `select action_id as "actionId", p."values"->>'what' as what, opportunity_id as "opportunityId", owner_id as "ownerId",
       due_on::text as "dueOn", overdue, outcome, ${iso('added_at')} as "addedAt"
     from app.plan_action a left join messaging.personal p on p.stream = 'planAction-' || a.action_id
     where customer_id = any($1::uuid[]) and ($3::boolean is null
       or (outcome is not null, due_on, action_id) > ($3, ${day('$4')}, $5::uuid))
     order by outcome is not null, due_on, action_id limit $2`,
    [recorded, limit, after?.closed ?? null, after?.dueOn ?? null, after?.actionId ?? null],
  );
  return rows;
}

/** The log of lessons, newest first. */
export async function lessonsOf(tx: Tx, { recorded, after, limit }: Asked<LessonKey>): Promise<Lesson[]> {
  const { rows } = await tx.query<Lesson>(
    `select lesson_id as "lessonId", kind, p."values"->>'text' as text, opportunity_id as "opportunityId",
       logged_by as "loggedBy", ${iso('logged_at')} as "loggedAt"
     from app.lesson l left join messaging.personal p on p.stream = 'lesson-' || l.lesson_id
     where customer_id = any($1::uuid[]) and ($3::timestamptz is null or (logged_at, lesson_id) < ($3, $4::uuid))
     order by logged_at desc, lesson_id desc limit $2`,
    [recorded, limit, after?.loggedAt ?? null, after?.lessonId ?? null],
  );
  return rows;
}
