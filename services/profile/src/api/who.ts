import { DomainError, type Json } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { customer } from '../domain/customer.decide.ts';
import { erased } from '../domain/customer.standing.ts';
import type { RegisteredCustomer } from '../domain/customer.ts';
import type { Family } from '../domain/merge-rules.ts';

export interface CustomerNow {
  readonly state: RegisteredCustomer & { readonly status: 'current' };
  readonly version: number;
  readonly personal: Readonly<Record<string, Json>>;
}

/** From a recorded customer up to the one that it is part of now, in one query however long the chain. */
const SURVIVOR = `
with recursive up as (
  select stream, state->>'survivorId' as survivor from messaging.streams where stream = 'customer-' || $1::text
  union all
  select s.stream, s.state->>'survivorId' from up join messaging.streams s on s.stream = 'customer-' || up.survivor
) select substr(stream, 10) as id from up where survivor is null`;

/** All whom a customer has absorbed, and whom they had absorbed before. */
const FAMILY = `
with recursive down as (
  select stream, state from messaging.streams where stream = 'customer-' || $1::text
  union all
  select s.stream, s.state from down cross join lateral jsonb_array_elements_text(down.state->'absorbed') a(id)
  join messaging.streams s on s.stream = 'customer-' || a.id
) select substr(stream, 10) as id from down offset 1`;

/** Whether a person has parted two of these: the log tells, as soon as it was done. */
const PARTED = `
select exists (select from messaging.events
  where aggregateid = any($1::text[] || $2::text[]) and type = 'CustomersUnmerged'
    and (aggregateid = any($1) and payload->>'absorbedId' = any($2)
      or aggregateid = any($2) and payload->>'absorbedId' = any($1))) as parted`;

/** The customer that this recorded id belongs to now. Throws `customer-unknown`. */
export async function customerNow(messaging: Messaging, recorded: string): Promise<CustomerNow> {
  for (let id = recorded; ;) {
    const loaded = await messaging.load(customer, id);
    if (!loaded || loaded.state.status === 'unknown') throw unknown(id);
    const { state, version, personal } = loaded;
    if (state.status === 'current') return { state, version, personal };
    const { rows } = await messaging.pool.query<{ id: string }>(SURVIVOR, [state.survivorId]);
    id = rows[0]?.id ?? state.survivorId;
  }
}

/** All parties that are this customer now, itself first. */
export async function familyOf(messaging: Messaging, survivor: RegisteredCustomer): Promise<Family> {
  if (survivor.absorbed.length === 0) return [survivor];
  const { rows } = await messaging.pool.query<{ id: string }>(FAMILY, [survivor.customerId]);
  const loaded = await Promise.all(rows.map(({ id }) => messaging.load(customer, id)));
  return [survivor, ...loaded.flatMap(each => (each && each.state.status !== 'unknown' ? [each.state] : []))];
}

/** Whether a merge of any of the one with any of the other was undone before. */
export async function wereParted(messaging: Messaging, one: Family, other: Family): Promise<boolean> {
  const [ids, otherIds] = [one, other].map(family => family.map(({ customerId }) => customerId));
  const { rows } = await messaging.pool.query<{ parted: boolean }>(PARTED, [ids, otherIds]);
  return rows[0]?.parted ?? false;
}

export const unknown = (id: string): DomainError => new DomainError('customer-unknown', `There is no customer ${id}.`);

/** The same, if there is still something to be known of it. Throws `customer-unknown` or `customer-erased`. */
export async function customerUnerased(messaging: Messaging, recorded: string): Promise<CustomerNow['state']> {
  const { state } = await customerNow(messaging, recorded);
  if (state.stage === 'erased') throw erased(state.customerId);
  return state;
}
