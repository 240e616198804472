import type { Tx } from '@rapport/messaging';
import { rulesAt, type Person, type SamplingRules } from '../domain/sampling.ts';
import { classesTold, UNRANKED } from './classes-told.ts';

/** A customer as it is now, under the id that stands for it. */
export interface Customer extends Person {
  readonly current: string;
}

export interface SamplingFacts {
  readonly versions: readonly SamplingRules[];
  /** By the id as recorded. */
  readonly customers: ReadonlyMap<string, Customer>;
  /** The newest version of each survey, by its code. */
  readonly surveys: ReadonlyMap<string, { readonly version: number; readonly kind: string }>;
}

interface Contacted {
  readonly recordedAt: string;
  readonly data: { readonly customerId: string };
}

const NOTHING = { customers: new Map(), surveys: new Map() };

/** What sampling has to know of the customers of a batch; only of the rules, where these ask nobody. */
export async function samplingFacts(events: readonly Contacted[], tx: Tx): Promise<SamplingFacts> {
  const versions = await rulesIn(tx);
  const isOn = events.some(({ recordedAt }) => rulesAt(versions, recordedAt)?.on === true);
  if (!isOn) return { versions, ...NOTHING };
  const ids = [...new Set(events.map(({ data }) => data.customerId))];
  return { versions, customers: await customersIn(tx, ids), surveys: await surveysIn(tx) };
}

/** Every version of the rules. */
export async function rulesIn(tx: Tx): Promise<SamplingRules[]> {
  const { rows } = await tx.query<SamplingRules & { validFrom: Date }>(
    `select version, valid_from as "validFrom", switched_on as "on", seed, rest_days as "restDays", link_days as "linkDays",
       late_hours as "lateHours", except_types as "exceptTypes", except_outcomes as "exceptOutcomes", rules
     from app.sampling_rules order by version`,
  );
  return rows.map(row => ({ ...row, validFrom: row.validFrom.toISOString() }));
}

interface Row {
  readonly id: string;
  readonly current: string;
  readonly open: number;
  readonly askedAt: Date | null;
  readonly valueClass: string | null;
}

/** Complaints, invitations and classes count for the customer under whichever of its ids they were recorded. */
async function customersIn(tx: Tx, ids: readonly string[]): Promise<Map<string, Customer>> {
  const { rows } = await tx.query<Row>(
    `select a.id, a.current, p.open, p.asked_at as "askedAt", p.value_class as "valueClass"
     from (select id, coalesce(i.current, id) as current from unnest($1::uuid[]) id
           left join messaging.identity i on i.recorded = id) a
     cross join lateral (
       select coalesce(sum(o.n), 0) as open, max(s.asked_at) as asked_at,
         (array_agg(k.value_class order by k.told_at desc) filter (where k.value_class is not null))[1] as value_class
       from (select a.current as id union select recorded from messaging.identity where current = a.current) r
       left join app.customer_class k on k.customer_id = r.id
       left join lateral (select count(*) as n from app.open_complaints c where c.customer_id = r.id and c.open) o on true
       left join lateral (select max(asked_at) as asked_at from app.survey_invitations v where v.customer_id = r.id) s on true
     ) p`,
    [ids],
  );
  const now = new Date().toISOString();
  const told = await classesTold(
    tx,
    rows.map(({ id, current }) => ({ id, customerId: current, at: now })),
  );
  return new Map(
    rows.map(({ id, current, open, askedAt, valueClass }) => [
      id,
      {
        current,
        valueClass: told.get(id) ?? valueClass ?? UNRANKED,
        openComplaints: Number(open),
        lastAskedAt: askedAt?.toISOString() ?? null,
      },
    ]),
  );
}

async function surveysIn(tx: Tx): Promise<SamplingFacts['surveys']> {
  const { rows } = await tx.query<{ code: string; version: number; kind: string }>(
    `select distinct on (code) code, version, form ->> 'kind' as kind from app.surveys
     where valid_from <= now() order by code, version desc`,
  );
  return new Map(rows.map(({ code, ...survey }) => [code, survey]));
}
