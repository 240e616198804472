import { createMessaging, quiet, type RunnableProjection } from '@rapport/messaging';
import { ask, runScore } from './run-score.ts';
import { warehouse, type Warehouse } from './projections/facts.fixture.ts';
import type { Score } from './score.ts';

type Deciders = Parameters<typeof createMessaging>[0]['deciders'];

/** A warehouse in which scores are worked out and told. */
export interface Scoring extends Warehouse {
  /** Runs a score as of a time, to its end. */
  readonly run: (score: Score, now?: Date) => Promise<void>;
  /** What was told of a customer by events of this type, the oldest first. */
  readonly told: (customer: string, type: string) => Promise<unknown[]>;
  readonly messaging: ReturnType<typeof createMessaging>;
  readonly end: () => Promise<void>;
}

export async function scoring(deciders: Deciders, projections: readonly RunnableProjection[]): Promise<Scoring> {
  const house = await warehouse(...projections);
  const database = house.database.url;
  const messaging = createMessaging({
    ...{ service: 'analytics', database, brokers: [], deciders, projections: [], policies: [], log: quiet },
  });
  const { pool } = messaging;
  return {
    ...house,
    messaging,
    async run(score, now = new Date()) {
      await ask(pool, score, score.asked(now), 'spec');
      const open = async () =>
        (await pool.query(`select from app.score_runs where score = $1 and step <> 'told'`, [score.name])).rowCount;
      while ((await open()) !== 0) await runScore(score, messaging, pool, now);
    },
    told: async (customer, type) =>
      (await messaging.events(customer, 0, 100)).filter(event => event.type === type).map(({ data }) => data),
    async end() {
      await messaging.stop();
      await house.database.drop();
    },
  };
}
