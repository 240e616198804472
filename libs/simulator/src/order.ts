import type { Purchase } from './contact.ts';
import type { Life } from './life.ts';
import { daysAfter } from './population.ts';
import { createRandom } from './random.ts';

/** How many of the purchases began with an order. */
const ORDERED = 0.12;

/** Perhaps what is bought was ordered first, up to a day before. Over the counter nobody orders. Answers what is bought then. */
export function order(life: Life, bought: Purchase): Purchase {
  const random = createRandom(`${life.customer.seed}/${bought.key}/order`);
  if (bought.channel === 'branch' || !random.chance(ORDERED)) return bought;
  const at = daysAfter(bought.at, -0.01 - random.uniform());
  if (at < life.customer.joinedAt || at >= life.until) return bought;
  const { customer, channel, lines } = bought;
  const key = `${bought.key}-o`;
  life.beside.push({ kind: 'order', key, customer, at, channel, lines, promisedAt: daysAfter(bought.at, 3) });
  return { ...bought, order: key };
}
