import type { Messaging } from '@rapport/messaging';
import type { AttributesContent } from './privacy-catalogues.ts';

/** What somebody tells of a customer beyond name and identifiers, by name; null removes. */
export type ToldAttributes = Readonly<Record<string, string | number | boolean | null>>;

export interface Sorted {
  /** As details are stored. */
  readonly kept: Readonly<Record<`attribute:${string}`, string | null>>;
  /** What no purpose is declared for, by name. */
  readonly dropped: readonly string[];
}

/** Only what the catalogue declares for customers is kept: the rest has no purpose. */
export function sortedOut(told: ToldAttributes, { attributes }: AttributesContent): Sorted {
  const declared = new Set(
    attributes.flatMap(({ code, kind, field }) => (kind === 'customer' && field === 'attribute' ? [code] : [])),
  );
  const names = Object.keys(told).sort();
  return {
    kept: Object.fromEntries(
      names.filter(name => declared.has(name)).map(name => [`attribute:${name}`, asText(told[name])] as const),
    ),
    dropped: names.filter(name => !declared.has(name)),
  };
}

const asText = (value: string | number | boolean | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** Counts what was dropped, by name and never by value. */
export async function countDropped(pool: Messaging['pool'], names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await pool.query(
    `insert into app.dropped_attribute as d (attribute, times) select n, count(*) from unnest($1::text[]) n group by n order by n
     on conflict (attribute) do update set times = d.times + excluded.times, last_at = now()`,
    [names],
  );
}

export interface DroppedAttribute {
  readonly attribute: string;
  readonly times: number;
  readonly lastAt: Date;
}

/** What was told of customers and nobody kept, the most frequent first. */
export async function droppedAttributes(pool: Messaging['pool'], limit: number): Promise<DroppedAttribute[]> {
  const { rows } = await pool.query<DroppedAttribute>(
    `select attribute, times, last_at as "lastAt" from app.dropped_attribute order by times desc, attribute limit $1`,
    [limit],
  );
  return rows;
}
