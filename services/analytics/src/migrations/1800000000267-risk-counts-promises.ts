import { readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The third shipped model of risk, from now on where risks were worked out by the second. Where a manager or the clock has published one
 * since, that stays in force, and counts no promises.
 */
export class RiskCountsPromises1800000000267 implements MigrationInterface {
  readonly name = 'RiskCountsPromises1800000000267';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into app.risk_models (version, valid_from, origin, published_by, note, content)
       select 3, case when exists (select from facts.retention_risk) then now() else '2000-01-01Z' end, 'shipped', 'rapport', $1, $2
       where not exists (select from app.risk_models where version > 2 or (version = 2 and origin <> 'shipped'))`,
      [
        'As the second, and broken promises count among the times that we did not keep.',
        readFileSync(new URL('../../data/risk-model.v3.json', import.meta.url), 'utf8'),
      ],
    );
    await runner.query(
      `comment on column analytics.retention_risk.broken_promises is
       'Times not kept in 90 days: house clocks and service standards that ran out, late deliveries, and from version 3 of the model on broken promises.'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('figures were worked out by it: publish the second again instead');
  }
}
