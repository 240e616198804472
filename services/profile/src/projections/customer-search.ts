import type { Tx } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';
import { iso } from './view-row.ts';

export interface Found {
  readonly customerId: string;
  readonly seenAt: string;
}

export interface SearchAsked {
  /** What somebody typed: words of the name, beginnings of identifiers, or a customer id. */
  readonly query?: string | undefined;
  /** The same as E.164 where it reads as a phone number. */
  readonly phone?: string | undefined;
  readonly before?: Found | undefined;
  readonly limit: number;
  /** Only customers whom nobody looks after, or one of these of the staff; all where it is null. */
  readonly staff: readonly string[] | null;
}

/** One letter may be the beginning of everybody's name: then some of them will do, and the page comes at once. */
const AT_MOST = 20_000;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const CURRENT = `select v.customer_id as "customerId", ${iso('v.seen_at')} as "seenAt" from app.customer_view v`;
const PAGE = `v.party_type is not null and v.stage is distinct from 'erased' and not exists (select from messaging.identity i where i.recorded = v.customer_id)
  and ($1::timestamptz is null or (v.seen_at, v.customer_id) < ($1, $2::uuid)) and ${seenBy('$4', 'v.customer_id')}
  order by v.seen_at desc, v.customer_id desc limit $3`;

/** Current customers, those last heard of first; whoever was merged into one is found as that one. */
export async function searchCustomers(tx: Tx, asked: SearchAsked): Promise<Found[]> {
  const { before, limit, staff } = asked;
  const place = [before?.seenAt ?? null, before?.customerId ?? null, limit, staff];
  const text = asked.query?.normalize('NFC').trim().toLowerCase() ?? '';
  if (text === '') return (await tx.query<Found>(`${CURRENT} where ${PAGE}`, place)).rows;
  if (UUID.test(text)) {
    const one = `${CURRENT} where v.customer_id = coalesce((select current from messaging.identity where recorded = $5), $5) and ${PAGE}`;
    return (await tx.query<Found>(one, [...place, text])).rows;
  }
  const { rows } = await tx.query<Found>(
    `with found as (
       select distinct coalesce(i.current, f.id) as id
       from (select substr(stream, 10)::uuid as id from messaging.personal
             where app.search_words("values") @@ $5::tsquery and stream like 'customer-%' limit ${AT_MOST}) f
       left join messaging.identity i on i.recorded = f.id
     ) ${CURRENT} join found on found.id = v.customer_id where ${PAGE}`,
    [...place, wordsQuery(text, asked.phone)],
  );
  return rows;
}

/** All words as beginnings, or the whole as one, such as a phone number written with spaces. */
export function wordsQuery(text: string, phone?: string): string {
  const words = text.split(/[\s,;]+/).filter(word => word !== '');
  const digits = /^[+(\d][\d\s()./-]+$/.test(text) ? text.replace(/\D/g, '') : '';
  const whole = [...(phone === undefined ? [] : [phone]), ...(digits.length > 2 ? [digits] : [])];
  const every = words.map(beginning).join(' & ');
  return [every, ...whole.map(beginning)].filter(part => part !== '').join(' | ');
}

const beginning = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`;

/**
 * The names of these customers, those of merged ones being their survivor's; unknown ids are left out. Null where it has none, or
 * somebody else than these of the staff looks after it.
 */
export async function namesOf(
  tx: Tx,
  ids: readonly string[],
  staff: readonly string[] | null,
): Promise<{ customerId: string; name: string | null }[]> {
  const { rows } = await tx.query<{ customerId: string; name: string | null }>(
    `select a.id as "customerId", case when ${seenBy('$2', 'a.id')}
       then coalesce(c."values"->>'name', p."values"->>'name') end as name
     from unnest($1::uuid[]) with ordinality a(id, n)
     join messaging.streams s on s.stream = 'customer-' || a.id
     left join messaging.personal p on p.stream = s.stream
     left join messaging.identity i on i.recorded = a.id
     left join messaging.personal c on c.stream = 'customer-' || i.current
     order by a.n`,
    [ids, staff],
  );
  return rows;
}
