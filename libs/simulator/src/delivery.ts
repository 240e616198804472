import type { Cause, Purchase } from './contact.ts';
import type { Life } from './life.ts';
import { daysAfter } from './population.ts';
import { createRandom } from './random.ts';

/** How many of the deliveries that went well are told of: enough to see that most do. */
const TOLD = 0.1;

/** What was bought arrives: late, incomplete or with wrong papers where that is the trouble. Nobody delivers over the counter. */
export function deliver(life: Life, bought: Purchase, trouble: Cause | 'none'): void {
  const random = createRandom(`${life.customer.seed}/${bought.key}/delivery`);
  const wrong = trouble === 'late' || trouble === 'incomplete' || trouble === 'documentsOrBilling';
  if (bought.channel === 'branch' || !(wrong || random.chance(TOLD))) return;
  const promisedAt = daysAfter(bought.at, 3);
  const at = daysAfter(promisedAt, trouble === 'late' ? 1 + random.exponential(2) : -random.uniform());
  if (at >= life.until) return;
  life.beside.push({
    kind: 'delivery',
    key: `${bought.key}-d`,
    customer: bought.customer,
    at,
    promisedAt,
    ...(bought.order !== undefined && { order: bought.order }),
    complete: trouble !== 'incomplete',
    documentsRight: trouble !== 'documentsOrBilling',
    damaged: trouble === 'none' && random.chance(0.02),
  });
}
