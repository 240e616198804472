import type pg from 'pg';
import { transaction } from '../pool.ts';
import type { Target } from './target.ts';

const AT_ONCE = 500;

/** Says of some of those whose rows have changed in the swap that they are to be looked at again. Answers whether there were any. */
export async function markSome(pool: pg.Pool, { projection, schema }: Target): Promise<boolean> {
  const { changed } = projection.rebuild;
  if (!changed) return false;
  return transaction(pool, async tx => {
    const { rows } = await tx.query<{ place: string; whose: string }>(
      `delete from ${schema}.build_differing where ctid = any(array(select ctid from ${schema}.build_differing limit ${AT_ONCE}))
       returning place, whose`,
    );
    for (const [place, of] of Map.groupBy(rows, row => row.place))
      await changed([...new Set(of.map(({ whose }) => whose))], tx, place);
    return rows.length > 0;
  });
}
