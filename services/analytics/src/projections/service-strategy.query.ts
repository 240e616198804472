import type { SERVICE_STRATEGIES } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import type { StrategyRulesVersion } from './strategy-rules.query.ts';

/** A contact in which nobody was reached had no frequency, no time and no depth. */
const STRATEGIES = `
with contacts as (
  select coalesce(i.current, f.recorded_customer_id) as customer_id, f.agent_id, f.channel, f.type,
    greatest(0, extract(epoch from f.ended_at - f.started_at)) / 60 as minutes
  from facts.interactions f left join messaging.identity i on i.recorded = f.recorded_customer_id
  where f.occurred_at < $1 and f.occurred_at >= $1 - make_interval(days => $2)
    and coalesce(f.outcome, '') not in ('abandoned', 'noAnswer', 'wrongParty')
), by_agent as (
  select customer_id, agent_id, count(*) as n from contacts where agent_id is not null group by 1, 2
), counted as (
  select c.customer_id, count(*)::integer as contacts, coalesce(round(sum(c.minutes)), 0)::integer as minutes,
    coalesce((select max(n) from by_agent a where a.customer_id = c.customer_id), 0)::float8 / count(*) as same_agent,
    avg((c.channel = any($3::text[]))::integer)::float8 as personal_channel,
    avg((c.type in ('advice', 'relationship'))::integer)::float8 as advice_or_relationship
  from contacts c group by 1
), weighed as (
  select *, $4::float8 * same_agent + $5::float8 * personal_channel + $6::float8 * advice_or_relationship as depth from counted
)
insert into facts.service_strategy as t (customer_id, as_of, strategy, days, contacts, minutes, same_agent, personal_channel,
  advice_or_relationship, depth, rules_version)
select customer_id, $1, case when contacts >= $7 or minutes >= $8 then case when depth >= $9 then 'deep' else 'chain' end
    else case when depth >= $9 then 'personalised' else 'factory' end end,
  $2, contacts, minutes, same_agent, personal_channel, advice_or_relationship, least(1, depth), $10
from weighed w
where not exists (select from facts.customers c where c.recorded_customer_id = w.customer_id and c.stage = 'erased')
on conflict (customer_id) do update set as_of = excluded.as_of, strategy = excluded.strategy, days = excluded.days,
  contacts = excluded.contacts, minutes = excluded.minutes, same_agent = excluded.same_agent, personal_channel = excluded.personal_channel,
  advice_or_relationship = excluded.advice_or_relationship, depth = excluded.depth, rules_version = excluded.rules_version`;

/** Works out by which strategy each customer with contacts of late is best served. Answers how many those are. */
export async function strategyOfEach(tx: Tx, asOf: Date, { version, content }: StrategyRulesVersion): Promise<number> {
  const rules = content.serviceStrategy;
  const { rowCount } = await tx.query(STRATEGIES, [
    asOf,
    rules.days,
    rules.personalChannels,
    rules.sameAgent,
    rules.personalChannel,
    rules.adviceOrRelationship,
    rules.contacts,
    rules.minutes,
    rules.depth,
    version,
  ]);
  await tx.query(
    `delete from facts.service_strategy s where exists (select from messaging.identity i where i.recorded = s.customer_id)
     or exists (select from facts.customers c where c.recorded_customer_id = s.customer_id and c.stage = 'erased')`,
  );
  return rowCount ?? 0;
}

export interface StrategyNow {
  readonly customerId: string;
  readonly to: (typeof SERVICE_STRATEGIES)[number];
  readonly days: number;
  readonly contacts: number;
  readonly minutes: number;
  readonly depth: number;
  readonly rulesVersion: number;
}

const COLUMNS = `customer_id as "customerId", strategy as "to", days, contacts, minutes, round(depth::numeric, 3)::float8 as depth,
  rules_version as "rulesVersion"`;

/** Those whose strategy is another than the one told. */
export async function untoldStrategies(tx: Tx, limit: number): Promise<StrategyNow[]> {
  const { rows } = await tx.query<StrategyNow>(
    `select ${COLUMNS} from facts.service_strategy where told is distinct from strategy order by customer_id limit $1`,
    [limit],
  );
  return rows;
}

export async function keepToldStrategies(tx: Tx, told: readonly StrategyNow[]): Promise<void> {
  await tx.query(
    `update facts.service_strategy s set told = t.strategy from unnest($1::uuid[], $2::text[]) as t(id, strategy) where s.customer_id = t.id`,
    [told.map(({ customerId }) => customerId), told.map(({ to }) => to)],
  );
}
