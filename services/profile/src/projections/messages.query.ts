import type { Tx } from '@rapport/messaging';
import { masked } from './masked.ts';
import { newest } from './latest.ts';
import type { Personal } from './personal.ts';
import { iso } from './view-row.ts';

export type ShownMessage = {
  readonly messageId: string;
  readonly purpose: string;
  readonly channel: string;
  readonly status: string;
  readonly at: string;
};

export type ShownAddress = {
  readonly channel: string;
  /** As other identifiers are shown; null where it is none of them. */
  readonly masked: string | null;
  readonly since: string;
};

export type MessagesShown = { readonly last: readonly ShownMessage[]; readonly undeliverable: readonly ShownAddress[] };

const LAST = 5;

/** What the view shows of messages, for each customer by its recorded ids with their personal values. */
export async function messagesOf(
  tx: Tx,
  recorded: readonly string[],
): Promise<(members: readonly string[], personal: readonly Personal[]) => MessagesShown> {
  const sending = tx.query<ShownMessage & { customer: string }>(
    `select m.* from unnest($1::uuid[]) r(id) cross join lateral (
       select customer_id as customer, message_id as "messageId", purpose, channel, status, ${iso('at')} as at
       from app.message where customer_id = r.id order by app.message.at desc, message_id desc limit $2
     ) m`,
    [recorded, LAST],
  );
  const failing = tx.query<{ customer: string; channel: string; number: number; since: string }>(
    `select customer_id as customer, channel, number, ${iso('since')} as since from app.undeliverable_address
     where customer_id = any($1::uuid[]) and undeliverable order by app.undeliverable_address.since desc, number`,
    [recorded],
  );
  const [{ rows: sent }, { rows: addresses }] = await Promise.all([sending, failing]);
  return (members, personal) => {
    const own = new Set(members);
    const mine = sent.filter(({ customer }) => own.has(customer)).map(({ customer: _id, ...message }) => message);
    const last = newest(
      mine,
      ({ at }) => at,
      ({ messageId }) => messageId,
    ).slice(0, LAST);
    const undeliverable = addresses.flatMap(({ customer, channel, number, since }) => {
      const place = members.indexOf(customer);
      if (place < 0) return [];
      const identifier =
        channel === 'letter' ? undefined : personal[place]?.identifiers.find(each => each.number === number);
      return [{ channel, masked: identifier === undefined ? null : masked(identifier).masked, since }];
    });
    return { last, undeliverable };
  };
}
