import type { Tx } from './pool.ts';
import { subjectKey } from './sequences.ts';

const DIGEST = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/;

/** The names of this service's subjects that are no customers, by the digest under which readers know them. */
export async function subjectNames(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ subject: string }>(`select subject from messaging.seq where subject like '%:%'`);
  return new Map(rows.map(({ subject }) => [subjectKey(subject), subject]));
}

/** The subject itself where it is asked for by its digest: a reader has no name for what its topic did not bring. */
export const subjectNamed = async (tx: Tx, subject: string): Promise<string> =>
  DIGEST.test(subject) ? ((await subjectNames(tx)).get(subject) ?? subject) : subject;
