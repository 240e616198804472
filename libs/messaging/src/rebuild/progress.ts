import type pg from 'pg';
import { sourceNumber } from '../sequences.ts';
import type { Build } from './builds.ts';
import type { Target } from './target.ts';

const EVERY_MS = 1000;
/** How much the last second counts in the rate that is told. */
const SHARE = 0.3;

/** Tells how many events a build has read, of how many, and how fast: once a second. */
export class Progress {
  private toldAt = 0;
  private done = 0;
  private rate: number | undefined;

  tellRead(pool: pg.Pool, build: Build, { schema }: Target, now = false): Promise<void> {
    if (now) this.toldAt = -EVERY_MS;
    return this.tell(
      pool,
      build,
      `select sum(b.next_offset - b.first_offset) as done, sum(p.next_offset - b.first_offset) as total
       from ${schema}.build_positions b join messaging.positions p using (topic, partition)`,
    );
  }

  tellBrought(pool: pg.Pool, build: Build, { schema, projection }: Target): Promise<void> {
    return this.tell(
      pool,
      build,
      `select sum(b.last) as done, sum(l.last) as total from messaging.sequences l
       left join ${schema}.build_sequences b using (source, subject) where l.source = any($1::smallint[])`,
      [projection.from.map(sourceNumber)],
    );
  }

  private async tell(pool: pg.Pool, { id, stage }: Build, measure: string, values?: unknown[]): Promise<void> {
    const ms = performance.now() - this.toldAt;
    if (ms < EVERY_MS) return;
    const { rows } = await pool.query<{ done: string | null; total: string | null }>(measure, values);
    const [done, total] = [Number(rows[0]?.done ?? 0), Number(rows[0]?.total ?? 0)];
    const rate = Math.max(0, ((done - this.done) / ms) * 1000);
    if (this.toldAt > 0) this.rate = this.rate === undefined ? rate : this.rate + SHARE * (rate - this.rate);
    this.toldAt = performance.now();
    this.done = done;
    await pool.query(
      'update messaging.builds set done = $3, total = $4, rate = $5, updated_at = now() where id = $1 and stage = $2',
      [id, stage, done, total, this.rate ?? 0],
    );
  }
}
