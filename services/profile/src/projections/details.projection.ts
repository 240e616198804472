import { bulkUpsert, type RunnableProjection, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

// No event tells which of them were given: what is not there is shown to nobody.
const AT_FIRST = ['name', 'preferredLanguage', 'timeZone'];

/**
 * When each detail of a recorded customer was last given or confirmed (table app.detail). Only the few events that speak of details
 * are listened to, and no others named.
 */
export const details: RunnableProjection = {
  name: 'details',
  from: ['profile'],
  types: new Set(['CustomerRegistered', 'IdentifierAdded', 'CustomerDetailsChanged', 'DetailsConfirmed']),
  async apply(events, tx) {
    const last = new Map<string, { customer_id: string; attribute: string; confirmed_at: string }>();
    const put = (customer_id: string, attributes: readonly string[], confirmed_at: string): void => {
      for (const attribute of attributes) {
        const key = `${customer_id} ${attribute}`;
        const before = last.get(key);
        if (!before || before.confirmed_at < confirmed_at) last.set(key, { customer_id, attribute, confirmed_at });
      }
    };
    for (const event of events) {
      if (event.type === 'CustomerRegistered') put(event.data.customerId, AT_FIRST, event.occurredAt);
      if (event.type === 'IdentifierAdded') put(event.data.customerId, [event.data.identifierType], event.occurredAt);
      if (event.type === 'CustomerDetailsChanged') put(event.data.customerId, event.data.fields, event.occurredAt);
      if (event.type === 'DetailsConfirmed') put(event.data.customerId, event.data.attributes, event.occurredAt);
    }
    await bulkUpsert(tx, 'app.detail', [...last.values()], {
      key: ['customer_id', 'attribute'],
      update: { confirmed_at: 'greatest(t.confirmed_at, excluded.confirmed_at)' },
    });
  },
  rebuild: { tables: { 'app.detail': 'customer_id' } },
};

export interface ConfirmedAt {
  readonly customer: string;
  readonly attribute: string;
  readonly at: string;
  /** From when on it should be confirmed at the next contact. */
  readonly staleAt: string;
}

/** The details of these recorded customers that grow stale, by the catalogue of attributes in force. */
export async function confirmedDetails(tx: Tx, recorded: readonly string[]): Promise<ConfirmedAt[]> {
  const { rows } = await tx.query<ConfirmedAt>(
    `select d.customer_id as customer, d.attribute, ${iso('d.confirmed_at')} as at,
       ${iso('(d.confirmed_at + make_interval(months => a.months))')} as "staleAt"
     from app.detail d join (
       select x->>'code' as code, (x->>'staleMonths')::int as months from (
         select content from app.catalogue where catalogue = 'attributes' and valid_from <= now() order by version desc limit 1
       ) c cross join jsonb_array_elements(c.content->'attributes') x where x->>'staleMonths' is not null
     ) a on a.code = d.attribute
     where d.customer_id = any($1::uuid[])`,
    [recorded],
  );
  return rows;
}
