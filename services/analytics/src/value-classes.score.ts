import { dueMonth, dayOf, firstOfMonth } from './domain/months.ts';
import { toldValueClass } from './domain/value-class.decide.ts';
import {
  classOfEach,
  hasBoughtBefore,
  keepToldClasses,
  untoldClasses,
  type Untold,
} from './projections/value-class.query.ts';
import { lateAt } from './projections/late-facts.projection.ts';
import type { Score } from './score.ts';

/** A month that ended longer ago is history when it is told: it sets nobody to work. */
const HISTORY_MS = 31 * 86_400_000;

/**
 * The value class of every customer, month by month once the month is over. The newest month is looked at anew each night and when
 * history was filed. Nobody is ranked before somebody has bought.
 */
export const valueClasses: Score = {
  name: 'valueClass',
  async due(now, last, tx) {
    const late = await lateAt(tx);
    if (late?.isResting === false) return undefined;
    const due = dueMonth(now, last, late?.at);
    return due !== undefined && (last !== undefined || (await hasBoughtBefore(tx, due.asOf))) ? due : undefined;
  },
  asked: now => ({ period: dayOf(firstOfMonth(now)), asOf: now }),
  work: ({ period, asOf }, tx) => classOfEach(tx, period, asOf),
  async tell(_run, { pool, handleMany }, limit) {
    const rows = await untoldClasses(pool, limit);
    const outcomes = await handleMany(toldValueClass, rows.map(asCommand));
    for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
    await keepToldClasses(pool, rows);
    return rows.length;
  },
};

function asCommand({ customerId, valueClass, month, months, asOf, place, currency, revenue, contribution }: Untold) {
  return {
    id: customerId,
    command: {
      type: 'TellValueClass' as const,
      customerId,
      valueClass,
      month,
      months,
      ...(currency !== null && {
        revenue: { minor: revenue, currency },
        contribution: { minor: contribution, currency },
      }),
      ...(place !== null && { place }),
    },
    context: {
      subject: customerId,
      actor: 'clock',
      occurredAt: asOf.toISOString(),
      imported: Date.now() - asOf.getTime() > HISTORY_MS,
    },
  };
}
