import { readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The second shipped model of risk. Where a manager or the clock has published one since, that stays in force. */
export class CalibratedRisk1800000000240 implements MigrationInterface {
  readonly name = 'CalibratedRisk1800000000240';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into app.risk_models (version, valid_from, origin, published_by, note, content)
       select 2, '2000-01-01Z', 'shipped', 'rapport', $1, $2 where not exists (select from app.risk_models where version > 1)`,
      [
        'Our proposal, fitted to nobody: its level is set so that of simulated customers as many are foretold lost as are lost. An own interval counts as thirty days at least.',
        readFileSync(new URL('../../data/risk-model.v2.json', import.meta.url), 'utf8'),
      ],
    );
    await runner.query(
      `comment on column analytics.retention_risk.recency is
       'Days since it was last heard of, in own median intervals between such days, of at least 30 days (45 where there are too few).'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('figures were worked out by it: publish the first again instead');
  }
}
