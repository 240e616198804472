import type { CallBack, Complaint } from './contact.ts';
import { feel, type Life } from './life.ts';
import { daysAfter } from './population.ts';
import { createRandom } from './random.ts';
import { addWorkingHours } from './working-time.ts';

/** What came of calling: when the customer was dissatisfied, if so. */
type Called = { readonly dissatisfiedAt: Date } | null;

const LATER_DAYS = 30;

/**
 * After a closing the customer is called within two working days, and where it was severe once more a month later. Not everybody is
 * reached in time, and some say that all is not well: then nobody calls later, for the complaint goes on.
 */
export function callBack(life: Life, complaint: Complaint, closedAt: Date, isSatisfied: boolean): Called {
  const random = createRandom(`${life.customer.seed}/${complaint.key}/${closedAt.toISOString()}/call`);
  const told: CallBack[] = [];
  const call = (round: CallBack['round'], from: Date, hours: number, score: number | null): Date => {
    const at = new Date(Math.floor(addWorkingHours(from, hours).getTime() / 1000) * 1000);
    const key = `${complaint.key}-b${closedAt.getTime()}-${told.length + 1}`;
    told.push({ kind: 'callBack', key, customer: complaint.customer, at, complaint, closedAt, round, score });
    return at;
  };
  const tell = (): void => void life.beside.push(...told.filter(({ at }) => at < life.until));
  if (!isSatisfied || random.chance(0.2)) {
    if (random.chance(0.6)) call('soon', closedAt, 1 + 9 * random.uniform(), null);
    tell();
    return null;
  }
  if (random.chance(0.2)) call('soon', closedAt, 1 + random.uniform(), null);
  const isWell = random.chance(0.8 + 0.15 * life.customer.patience);
  const at = call('soon', closedAt, 3 + 9 * random.uniform(), isWell ? random.integer(4, 5) : random.integer(1, 2));
  const isReached = at < life.until;
  if (isWell && complaint.severity <= 2 && random.chance(0.6)) {
    call('later', daysAfter(closedAt, LATER_DAYS), 1 + 11 * random.uniform(), random.integer(3, 5));
  }
  tell();
  if (isReached) feel(life, isWell ? 0.06 : -0.2, 'emotion');
  return isReached && !isWell ? { dissatisfiedAt: at } : null;
}
