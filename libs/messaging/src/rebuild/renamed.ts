import type { Tx } from '../pool.ts';

/**
 * The same transaction, in which these tables have other names. PostgreSQL has no synonyms, and a search path would find the live
 * table where a build lacks one.
 */
export function renamed(tx: Tx, names: ReadonlyMap<string, string>): Tx {
  const known = [...names.keys()].map(name => name.replaceAll('.', '\\.')).join('|');
  const pattern = new RegExp(`(?<![\\w."])(?:${known})(?![\\w"])`, 'g');
  const query = (text: string, values?: unknown[]): unknown =>
    tx.query(
      text.replace(pattern, name => names.get(name) ?? name),
      values,
    );
  return { query: query as Tx['query'] };
}
