import type { RecordedEvent } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { mayMoveBefore } from '../domain/lifecycle.ts';
import type { Bought, Known } from '../domain/lifecycle-facts.ts';
import type { LifecycleRules } from '../domain/lifecycle-rules.ts';
import { familiesOf, type Family } from './lifecycle-families.ts';

/** What the stage of one customer follows from, over all its ids. */
export interface LifecycleFacts {
  readonly current: string;
  readonly known: Known;
}

export interface LifecycleOf {
  readonly rules: LifecycleRules;
  /** Of the customer that a recorded id belongs to; undefined where nothing can have moved its stage. */
  of(recorded: string): LifecycleFacts | undefined;
}

const MOST = 25;

/** The facts of the customers whose stage these events may have moved: of most contacts and moves none has to be read. */
export async function lifecycleOf(events: readonly RecordedEvent[], tx: Tx): Promise<LifecycleOf> {
  const rules = await rulesNow(tx);
  const families = await familiesOf(tx, [...new Set(events.flatMap(({ data }) => idsIn(data)))]);
  const moved = new Set<Family>();
  const heardOf = new Set<Family>();
  for (const event of events) {
    for (const family of idsIn(event.data).flatMap(id => families.get(id) ?? [])) {
      if (heardOf.has(family) || changesThePast(event, family) || mayMoveBefore(family, rules)) moved.add(family);
      heardOf.add(family);
    }
  }
  const bought = await boughtBy(tx, [...moved]);
  const facts = new Map([...moved].map(family => [family, factsOf(family, bought.get(family.current) ?? [])]));
  return {
    rules,
    of(recorded) {
      const family = families.get(recorded);
      return family && facts.get(family);
    },
  };
}

/** A contact moves only what comes after it, if none is known that came later; a move, what its decision knew. */
function changesThePast(event: RecordedEvent, { heard }: Family): boolean {
  const last = heard.at(-1) ?? '';
  if (event.type === 'InteractionRecorded') return event.occurredAt < last;
  return event.type !== 'LifecycleStageMoved' || (event.data.since ?? '') < last;
}

const idsIn = (data: RecordedEvent['data']): string[] => {
  if ('survivorId' in data && 'absorbedId' in data) return [data.survivorId, data.absorbedId];
  return 'customerId' in data ? [data.customerId] : [];
};

function factsOf({ current, heard, risks }: Family, bought: readonly Bought[]): LifecycleFacts {
  const complete = heard.length < MOST && bought.length < MOST && risks.length < MOST;
  return { current, known: { heard, bought, risks, complete } };
}

/** The newest purchases of each customer, ascending, with when all of one had been given back. */
async function boughtBy(tx: Tx, families: readonly Family[]): Promise<ReadonlyMap<string, Bought[]>> {
  const pairs = families.flatMap(({ current, recorded }) => recorded.map(id => [current, id] as const));
  if (pairs.length === 0) return new Map();
  const { rows } = await tx.query<{ current: string; at: Date; back: Date | null }>(
    `select m.current, p.at, p.back from unnest($1::uuid[], $2::uuid[]) m(current, recorded) cross join lateral (
       select t.occurred_at as at, (select max(b.occurred_at) from app.timeline b
         where b.customer_id = t.customer_id and b.type = 'PurchaseRefunded' and b.summary->'whole' = 'true'
           and b.summary->>'purchaseId' = t.summary->>'purchaseId') as back
       from app.timeline t where t.customer_id = m.recorded and t.type = 'PurchaseMade' order by t.occurred_at desc limit $3) p
     order by p.at`,
    [pairs.map(([current]) => current), pairs.map(([, recorded]) => recorded), MOST],
  );
  return new Map(
    [...Map.groupBy(rows, ({ current }) => current)].map(([current, all]) => [
      current,
      all.slice(-MOST).map(({ at, back }) => ({ at: iso(at), ...(back && { givenBackAt: iso(back) }) })),
    ]),
  );
}

const iso = (date: Date): string => date.toISOString();

async function rulesNow(tx: Tx): Promise<LifecycleRules> {
  const { rows } = await tx.query<{ content: LifecycleRules }>(
    `select content from app.catalogue where catalogue = 'lifecycle' and valid_from <= now() order by version desc limit 1`,
  );
  if (!rows[0]) throw new Error('there are no rules of the lifecycle: a migration puts the first there');
  return rows[0].content;
}
