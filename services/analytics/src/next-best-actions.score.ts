import { dueToday, today } from './daily.ts';
import { nextBestAction } from './domain/next-best-action.decide.ts';
import { actionOfEach, foundationsAt, keepToldActions, untoldActions } from './projections/next-best-action.query.ts';
import { rulesAt } from './projections/strategy-rules.query.ts';
import type { Score } from './score.ts';

/** What is best done about every customer with a risk: once a day, and again when classes or risks were worked out since. */
export const nextBestActions: Score = {
  name: 'nextBestAction',
  async due(now, last, tx) {
    const at = await foundationsAt(tx);
    return last !== undefined && at !== null && at > last.begunAt ? today(now) : dueToday(now, last, tx);
  },
  asked: today,
  work: async ({ asOf }, tx) => actionOfEach(tx, asOf, await rulesAt(tx, asOf)),
  async tell({ asOf }, { pool, handleMany }, limit) {
    const untold = await untoldActions(pool, limit);
    const outcomes = await handleMany(
      nextBestAction,
      untold.map(action => ({
        id: action.customerId,
        command: { type: 'ProposeNextBestAction' as const, ...action },
        context: { subject: action.customerId, actor: 'clock', occurredAt: asOf.toISOString() },
      })),
    );
    for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
    await keepToldActions(pool, untold);
    return untold.length;
  },
};
