import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ada, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { purchaseFacts } from './purchase-facts.projection.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(purchaseFacts);
});
afterAll(() => house.database.drop());

describe('facts of purchases', () => {
  it('hold one row a purchase with its lines; nothing paid is a purchase too', async () => {
    const money = (minor: number) => ({ minor, currency: 'USD' });
    const bought = (n: number, minor: number, lines: { product: string; quantity: number; minor: number }[]) => ({
      type: 'PurchaseMade' as const,
      subject: ada,
      imported: true,
      occurredAt: `1997-0${n}-01T00:00:00.000Z`,
      data: {
        purchaseId: numbered(n),
        customerId: ada,
        channel: 'web',
        amount: money(minor),
        lines: lines.map(line => ({ product: line.product, quantity: line.quantity, amount: money(line.minor) })),
      },
    });
    await house.deliver(
      bought(1, 2933, [
        { product: 'cd', quantity: 2, minor: 2000 },
        { product: 'gift-wrap', quantity: 1, minor: 933 },
      ]),
      bought(2, 0, []),
    );
    expect(
      await house.rows(
        'select amount_minor, currency, products, quantities, line_minors, imported from analytics.purchases order by occurred_at',
      ),
    ).toEqual([
      {
        amount_minor: 2933,
        currency: 'USD',
        products: ['cd', 'gift-wrap'],
        quantities: [2, 1],
        line_minors: ['2000', '933'],
        imported: true,
      },
      { amount_minor: 0, currency: 'USD', products: [], quantities: [], line_minors: [], imported: true },
    ]);
  });
});
