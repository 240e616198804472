import { isRecord } from './message-body.ts';
import { minorUnits } from './minor-units.ts';

/** What an order paid, or why that can't be told. */
export type Order =
  | {
      readonly ok: true;
      readonly orderId: string | undefined;
      readonly amount: Amount;
      readonly lines: readonly Line[];
      readonly used: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

interface Amount {
  readonly minor: number;
  readonly currency: string;
}
interface Line {
  readonly product: string;
  readonly quantity: number;
  readonly amount: Amount;
}

const MOST_LINES = 200;
const USED = ['order_id', 'total', 'revenue', 'currency', 'products', 'shipping', 'tax', 'discount'];

/**
 * The sum paid and what it was for, of the properties of an order by Segment's e-commerce specification: `total` in
 * decimal units of `currency` (USD where it is not said), else `revenue`, else the products. Lines are the products at
 * their prices, shipping, tax and discount; what then lacks is a line `adjustment`, so that they add up exactly.
 */
export function readOrder(properties: Readonly<Record<string, unknown>>): Order {
  const { currency: said = 'USD', total, revenue } = properties;
  const currency = typeof said === 'string' ? said.trim().toUpperCase() : '';
  const products = Array.isArray(properties['products']) ? properties['products'].filter(isRecord) : [];
  const goods = products.map(product => lineOf(product, currency));
  const priced = goods.filter(line => line !== undefined);
  const paid = total ?? revenue;
  const sum = sumOf(priced);
  const minor = paid === undefined || paid === null ? sum : minorUnits(paid, currency);
  if (minorUnits(0, currency) === undefined) return { ok: false, reason: 'currency is no code of ISO 4217' };
  if (minor === undefined) return { ok: false, reason: `total is no amount of ${currency}` };
  if (minor < 0) return { ok: false, reason: 'total is below zero' };
  if ((paid === undefined || paid === null) && priced.length === 0)
    return { ok: false, reason: 'it has neither total nor revenue nor products with a price' };
  const amount = { minor, currency };
  return { ok: true, orderId: orderIdOf(properties), amount, lines: linesOf(properties, goods, amount), used: USED };
}

const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, { amount }) => sum + amount.minor, 0);

function orderIdOf({ order_id: id }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id.trim() !== '' ? id.trim() : undefined;
}

/** No lines rather than wrong ones: where a product has no price, or there are too many. */
function linesOf(
  properties: Readonly<Record<string, unknown>>,
  goods: readonly (Line | undefined)[],
  { minor, currency }: Amount,
): readonly Line[] {
  const products = goods.filter(line => line !== undefined);
  if (products.length < goods.length || products.length === 0 || products.length > MOST_LINES - 4) return [];
  const extras = (['shipping', 'tax', 'discount'] as const).flatMap(name => {
    const part = minorUnits(properties[name], currency);
    return part === undefined || part === 0
      ? []
      : [extra(name, name === 'discount' ? -Math.abs(part) : part, currency)];
  });
  // What is told of discounts may already be in the prices or in the total: then only what lacks is told.
  const all = [products, [...products, ...extras]].find(lines => sumOf(lines) === minor) ?? products;
  const rest = minor - sumOf(all);
  return rest === 0 ? all : [...all, extra('adjustment', rest, currency)];
}

const extra = (product: string, minor: number, currency: string): Line => ({
  product,
  quantity: 1,
  amount: { minor, currency },
});

function lineOf(product: Readonly<Record<string, unknown>>, currency: string): Line | undefined {
  const code = codeOf(product['product_id'] ?? product['sku'] ?? product['id']);
  const price = minorUnits(product['price'], currency);
  const quantity = product['quantity'] === undefined ? 1 : Number(product['quantity']);
  if (code === undefined || price === undefined || !Number.isInteger(quantity) || quantity < 0 || quantity > 1e6)
    return undefined;
  return { product: code, quantity, amount: { minor: price * quantity, currency } };
}

/** A sender's product id as a code of ours: a letter first, and no characters but those of codes. */
export function codeOf(id: unknown): string | undefined {
  const text = typeof id === 'number' ? String(id) : id;
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  const clean = text.trim().replace(/[^A-Za-z0-9_.-]/g, '_');
  return (/^[A-Za-z]/.test(clean) ? clean : `p.${clean}`).slice(0, 64);
}
