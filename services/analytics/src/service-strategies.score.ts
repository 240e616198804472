import { dueToday, today } from './daily.ts';
import { proposedStrategy } from './domain/service-strategy.decide.ts';
import { keepToldStrategies, strategyOfEach, untoldStrategies } from './projections/service-strategy.query.ts';
import { rulesAt } from './projections/strategy-rules.query.ts';
import type { Score } from './score.ts';

/** By which strategy every customer is best served: looked at once a day. */
export const serviceStrategies: Score = {
  name: 'serviceStrategy',
  due: dueToday,
  asked: today,
  work: async ({ asOf }, tx) => strategyOfEach(tx, asOf, await rulesAt(tx, asOf)),
  async tell({ asOf }, { pool, handleMany }, limit) {
    const untold = await untoldStrategies(pool, limit);
    const outcomes = await handleMany(
      proposedStrategy,
      untold.map(strategy => ({
        id: strategy.customerId,
        command: { type: 'ProposeServiceStrategy' as const, ...strategy },
        context: { subject: strategy.customerId, actor: 'clock', occurredAt: asOf.toISOString() },
      })),
    );
    for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
    await keepToldStrategies(pool, untold);
    return untold.length;
  },
};
