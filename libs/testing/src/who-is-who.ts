import { identityMap, type RunnableProjection } from '@rapport/messaging';
import fc from 'fast-check';
import type pg from 'pg';
import { stories, told, type ToldStory } from './identity-story.ts';
import { scattered } from './scattered.ts';

interface Readers {
  readonly projections: readonly RunnableProjection[];
  /** Compares what the service answers with what was told; throws where they differ. */
  readonly check: (story: ToldStory) => Promise<void>;
  readonly numRuns?: number;
}

/**
 * Holds a service to the stories of who is who: whatever happened, in whatever order it arrives and however often, the service
 * knows the same customers as everybody, and has of each all that was recorded under any of its ids. A failure is shrunk, and
 * told with the seed and path that show it again: `fc.assert(…, { seed, path })`.
 */
export async function holdsWhoIsWho(
  pool: pg.Pool,
  { projections, check, numRuns = 40 }: Readers,
  replay: { readonly seed?: number; readonly path?: string } = {},
): Promise<void> {
  const deliver = scattered(pool, { projections: [identityMap, ...projections] });
  const property = fc.asyncProperty(stories(), async story => {
    const ended = told(story);
    await deliver(ended.sent, story.choices);
    await agrees(pool, ended);
    await check(ended);
  });
  await fc.assert(property, { numRuns, ...replay });
}

async function agrees(pool: pg.Pool, { ids, current }: ToldStory): Promise<void> {
  const { rows } = await pool.query<{ id: string; current: string }>(
    `select a.id, coalesce(i.current, a.id) as current from unnest($1::uuid[]) a(id)
     left join messaging.identity i on i.recorded = a.id`,
    [ids],
  );
  for (const row of rows) {
    const expected = current.get(row.id);
    if (expected === row.current) continue;
    throw new Error(`${row.id} is ${row.current} here, and ${expected} by what was told`);
  }
}
