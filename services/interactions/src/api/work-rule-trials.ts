import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, newId, Problem, type Logger } from '@rapport/service-kit';
import type { DryRunResult } from '../domain/dry-run.ts';
import type { WorkRule } from '../domain/work-rule.ts';
import { toLookAt, type Past } from './past-events.ts';
import { tried } from './trying.ts';

export interface TrialSeen extends Omit<Past, 'type'> {
  readonly trialId: string;
  readonly code: string;
  readonly version: number;
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly share: number;
  readonly startedAt: string;
  readonly result: DryRunResult | null;
}

type Row = Omit<TrialSeen, 'from' | 'until' | 'startedAt'> & {
  readonly from: Date;
  readonly until: Date;
  readonly startedAt: Date;
};

const AT_ONCE = 2;
const PATIENCE_MS = 1_000;

/** Tries rules on past events, beside the requests: a short one has ended when it is answered, of a long one the progress can be asked. */
@Injectable()
export class WorkRuleTrials {
  readonly #messaging: Pick<Messaging, 'pool'>;
  readonly #log: Pick<Logger, 'warn'>;
  #running = 0;

  constructor(@Inject(MESSAGING) messaging: Pick<Messaging, 'pool'>, @Inject(LOGGER) log: Pick<Logger, 'warn'>) {
    this.#messaging = messaging;
    this.#log = log;
  }

  async start(rule: WorkRule, past: Omit<Past, 'type'>, by: string): Promise<TrialSeen> {
    if (this.#running >= AT_ONCE) {
      throw new Problem('throttled', 'Other rules are being tried.', { headers: { 'retry-after': '5' } });
    }
    // Before anything is waited for: whoever asks meanwhile has to see it.
    this.#running += 1;
    const id = newId();
    try {
      await this.#begin(id, rule, past, by);
    } catch (error) {
      this.#running -= 1;
      throw error;
    }
    const running = this.#run(id, rule, past);
    await Promise.race([running, new Promise(resolve => setTimeout(resolve, PATIENCE_MS))]);
    return this.read(id);
  }

  async read(id: string): Promise<TrialSeen> {
    const [trial] = await this.#select('trial_id = $1', [id]);
    if (trial === undefined) throw new Problem('not-found', 'There is no such trial.');
    return trial;
  }

  /** The trials of a version, the last first. */
  of(code: string, version: number): Promise<TrialSeen[]> {
    return this.#select('code = $1 and version = $2', [code, version]);
  }

  async #select(where: string, values: readonly unknown[]): Promise<TrialSeen[]> {
    const { rows } = await this.#messaging.pool.query<Row>(
      `select trial_id as "trialId", code, version, from_at as "from", until_at as "until", with_imported as "withImported",
         case when state = 'running' and beat_at < now() - interval '1 minute' then 'interrupted' else state end as state,
         case when state = 'done' then 1 else least(0.99, looked_at::double precision / greatest(1, to_look_at)) end as share,
         started_at as "startedAt", result
       from app.work_rule_trials where ${where} order by started_at desc limit 20`,
      [...values],
    );
    return rows.map(row => ({
      ...row,
      from: row.from.toISOString(),
      until: row.until.toISOString(),
      startedAt: row.startedAt.toISOString(),
    }));
  }

  async #begin(id: string, rule: WorkRule, past: Omit<Past, 'type'>, by: string): Promise<void> {
    const { pool } = this.#messaging;
    const events = await toLookAt(pool, { ...past, type: rule.form.on });
    await pool.query(
      `insert into app.work_rule_trials (trial_id, code, version, from_at, until_at, with_imported, state, to_look_at, started_by)
       values ($1, $2, $3, $4, $5, $6, 'running', $7, $8)`,
      [id, rule.code, rule.version, past.from, past.until, past.withImported, events, by],
    );
  }

  async #run(id: string, rule: WorkRule, past: Omit<Past, 'type'>): Promise<void> {
    const { pool } = this.#messaging;
    try {
      const result = await tried(pool, rule, past, async looked => {
        await pool.query(
          `update app.work_rule_trials set looked_at = looked_at + $2, beat_at = now() where trial_id = $1`,
          [id, looked],
        );
      });
      await pool.query(`update app.work_rule_trials set state = 'done', result = $2 where trial_id = $1`, [
        id,
        JSON.stringify(result),
      ]);
    } catch (error) {
      this.#log.warn({ err: error, rule: rule.code }, 'a rule could not be tried');
      await pool
        .query(`update app.work_rule_trials set state = 'failed' where trial_id = $1`, [id])
        .catch(() => undefined);
    } finally {
      this.#running -= 1;
    }
  }
}
