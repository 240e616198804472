import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Asking for the experiences of one customer, three tables of monthly partitions: planning that anew costs several times the
 * answer. As a function with settings of its own the plan is kept, and is a look-up even if it was made on empty tables.
 */
export class ExperiencesOf1793000000005 implements MigrationInterface {
  readonly name = 'ExperiencesOf1793000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function app.experiences_of(ids uuid[])
      returns table (event_id uuid, kind text, label text, occurred_at timestamptz, score double precision, repaired_at timestamptz)
      language sql stable set plan_cache_mode = force_generic_plan
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
        select e.event_id, e.kind, e.label, e.occurred_at, e.score,
          (select min(repaired_at) from app.repairs r where r.cause_id = e.cause_id and e.score < 0)
        from app.experiences e where e.recorded_customer_id = any(ids) order by e.occurred_at desc, e.event_id desc
      $$;
      alter function app.satisfaction_of(uuid[]) set plan_cache_mode = force_generic_plan;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.experiences_of(uuid[]);
      alter function app.satisfaction_of(uuid[]) reset plan_cache_mode;`);
  }
}
