import { SERVICES } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

/** Which services have answered, for all ids that were the customer. Instants in ISO 8601 UTC. */
export interface Receipt {
  readonly erasureId: string;
  /** The ids under which something was recorded; all of them were erased. */
  readonly customerIds: readonly string[];
  readonly reason: string;
  readonly erasedBy: string;
  readonly erasedAt: string;
  readonly confirmed: boolean;
  readonly services: readonly {
    readonly service: string;
    /** When the last of its answers came; null while one is missing. */
    readonly confirmedAt: string | null;
    /** Records of personal values that it removed. */
    readonly removed: number;
  }[];
}

export interface ErasureKey {
  readonly erasedAt: string;
  readonly erasureId: string;
}

interface Row {
  readonly erasureId: string;
  readonly customerIds: readonly string[];
  readonly reason: string;
  readonly erasedBy: string;
  readonly erasedAt: string;
  readonly answers: Readonly<Record<string, { readonly n: number; readonly removed: number; readonly at: string }>>;
}

const RECEIPTS = `
with erased as (
  select facts->>'erasureId' as id, array_agg(customer_id order by position desc) as customers, min(facts->>'reason') as reason,
    min(actor) as actor, min(occurred_at) as at
  from app.privacy_action where action = 'CustomerErased' and ($1::text is null or facts->>'erasureId' = $1) group by 1
)
select e.id as "erasureId", e.customers as "customerIds", e.reason, e.actor as "erasedBy", ${iso('e.at')} as "erasedAt",
  coalesce((select jsonb_object_agg(a.service, jsonb_build_object('n', a.n, 'removed', a.removed, 'at', ${iso('a.at')})) from (
    select service, count(*) as n, sum(removed)::bigint as removed, max(answered_at) as at
    from app.erasure_answer where erasure_id = e.id::uuid group by service) a), '{}') as answers
from erased e where $2::timestamptz is null or (e.at, e.id) < ($2, $3)
order by e.at desc, e.id desc limit $4`;

/** Erasures, the last first. */
export async function receipts(tx: Tx, before: ErasureKey | undefined, limit: number): Promise<Receipt[]> {
  const { rows } = await tx.query<Row>(RECEIPTS, [null, before?.erasedAt ?? null, before?.erasureId ?? null, limit]);
  return rows.map(receiptOf);
}

export async function receipt(tx: Tx, erasureId: string): Promise<Receipt | undefined> {
  const { rows } = await tx.query<Row>(RECEIPTS, [erasureId, null, null, 1]);
  return rows[0] && receiptOf(rows[0]);
}

function receiptOf({ answers, ...row }: Row): Receipt {
  const services = SERVICES.map(service => {
    const answer = answers[service];
    const whole = answer !== undefined && answer.n >= row.customerIds.length;
    return { service, confirmedAt: whole ? answer.at : null, removed: answer?.removed ?? 0 };
  });
  return { ...row, confirmed: services.every(({ confirmedAt }) => confirmedAt !== null), services };
}

export interface ErasureRequest {
  readonly requestId: string;
  readonly customerId: string;
  readonly channel: string;
  readonly askedAt: string;
  readonly dueOn: string;
  readonly state: 'open' | 'refused' | 'erased';
  readonly reason: string | null;
}

export interface RequestsAsked {
  /** Only those that are still to be answered. */
  readonly open: boolean;
  /** Ids of one customer; everybody's where there are none. */
  readonly recorded?: readonly string[] | undefined;
  readonly after?: { readonly closed: boolean; readonly dueOn: string; readonly requestId: string } | undefined;
  readonly limit: number;
}

/** What customers asked for: those that are still to be answered first, the most urgent before the others. */
export async function erasureRequests(
  tx: Tx,
  { open, recorded, after, limit }: RequestsAsked,
): Promise<ErasureRequest[]> {
  const { rows } = await tx.query<ErasureRequest>(
    `select * from (
       select a.facts->>'requestId' as "requestId", a.customer_id as "customerId", a.facts->>'channel' as channel,
         ${iso('a.occurred_at')} as "askedAt", a.facts->>'dueOn' as "dueOn",
         case when r.event_id is not null then 'refused' when e.event_id is not null then 'erased' else 'open' end as state,
         coalesce(r.facts->>'reason', e.facts->>'reason') as reason
       from app.privacy_action a
       left join app.privacy_action r on r.customer_id = a.customer_id and r.action = 'CustomerErasureRefused'
         and r.facts->>'requestId' = a.facts->>'requestId'
       left join app.privacy_action e on e.customer_id = a.customer_id and e.action = 'CustomerErased'
       where a.action = 'CustomerErasureRequested' and ($2::uuid[] is null or a.customer_id = any($2))
     ) q where (not $1 or state = 'open')
       and ($3::boolean is null or (state <> 'open', "dueOn", "requestId") > ($3, $4::text, $5::text))
     order by state <> 'open', "dueOn", "requestId" limit $6`,
    [open, recorded ?? null, after?.closed ?? null, after?.dueOn ?? null, after?.requestId ?? null, limit],
  );
  return rows;
}

export interface PrivacyAction {
  readonly eventId: string;
  readonly customerId: string;
  readonly action: string;
  /** A pseudonym made of issuer and subject. */
  readonly actor: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface ActionsAsked {
  readonly recorded?: readonly string[] | undefined;
  readonly action?: string | undefined;
  readonly before?: { readonly occurredAt: string; readonly eventId: string } | undefined;
  readonly limit: number;
}

/** Who did what for privacy, when and why, the last first. */
export async function privacyActionsOf(
  tx: Tx,
  { recorded, action, before, limit }: ActionsAsked,
): Promise<PrivacyAction[]> {
  const { rows } = await tx.query<PrivacyAction>(
    `select event_id as "eventId", customer_id as "customerId", action, actor, ${iso('occurred_at')} as "occurredAt",
       ${iso('recorded_at')} as "recordedAt", facts
     from app.privacy_action
     where ($1::uuid[] is null or customer_id = any($1)) and ($2::text is null or action = $2)
       and ($3::timestamptz is null or (occurred_at, event_id) < ($3, $4::uuid))
     order by occurred_at desc, event_id desc limit $5`,
    [recorded ?? null, action ?? null, before?.occurredAt ?? null, before?.eventId ?? null, limit],
  );
  return rows;
}
