import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { v7 as newId } from 'uuid';
import { scoring, type Scoring } from './scoring.fixture.ts';
import { customerValues } from './customer-values.score.ts';
import { toldCustomerValue } from './domain/customer-value.decide.ts';
import { commerceFacts } from './projections/commerce-facts.projection.ts';
import { customerFacts } from './projections/customer-facts.projection.ts';
import { numbered } from './projections/facts.fixture.ts';
import { feedbackFacts } from './projections/feedback-facts.projection.ts';
import { purchaseFacts } from './projections/purchase-facts.projection.ts';
import { worthOf } from './projections/worth.query.ts';
import { bought, erased, givenBack, merged, unmerged, walletAnswered } from './projections/value.fixture.ts';

let house: Scoring;
beforeAll(async () => {
  const read = [identityMap, customerFacts, purchaseFacts, commerceFacts, feedbackFacts];
  house = await scoring([toldCustomerValue], read);
});
afterAll(() => house.end());
let [ada, tablet, ben] = ['', '', ''];
beforeEach(async () => {
  [ada, tablet, ben] = [newId(), newId(), newId()];
  await house.rows('truncate facts.purchases, facts.refunds, facts.feedback, facts.customer_value, app.value_fits');
});

const run = (daysOn = 0) => house.run(customerValues, new Date(Date.now() + daysOn * 86_400_000));
const valueOf = async (id: string) =>
  (await house.rows('select * from analytics.customer_value where customer_id = $1', [id]))[0];

describe('the value of a customer', () => {
  it('follows from the days with a purchase that was not wholly given back, in weeks', async () => {
    await house.deliver(
      bought(ada, 70, 2000),
      bought(ada, 63, 1000),
      bought(ada, 63, 3000),
      bought(ada, 7, 6000, { id: 'back' }),
    );
    await house.deliver(
      givenBack(ada, 1, 6000, 'back'),
      bought(ada, 14, 8000, { id: 'half' }),
      givenBack(ada, 2, 2000, 'half'),
    );
    await run();
    expect(await valueOf(ada)).toMatchObject({
      currency: 'USD',
      purchase_days: 3,
      spent_minor: 12_000,
      repeat_mean_minor: 5000,
      basis: 'revenue',
      probability_alive: expect.closeTo(0.7555, 3),
      fit_version: null,
    });
  });

  it('is told with how far it may be off: wide around it, of the margin where that is known, and the same when asked again', async () => {
    const often = [70, 63, 56, 42, 35, 21, 7].map(days => bought(ada, days, 2000, { cost: 500 }));
    await house.deliver(...often, bought(ben, 70, 2000), bought(ben, 7, 2000, { id: 'back' }));
    await house.deliver(givenBack(ben, 1, 2000, 'back'));
    await run();
    const { pool } = house.messaging;
    const [value] = (await worthOf(pool, ada)).values;
    const { clvMinor: clv = 0, spread } = value ?? {};
    expect(spread).toMatchObject({ share: 0.8, low: expect.any(Number), high: expect.any(Number) });
    expect(spread?.low).toBeLessThan(clv ?? 0);
    expect(spread?.high).toBeGreaterThan(clv ?? 0);
    expect(spread?.high).toBeLessThan(10 * (clv ?? 0));
    expect((await worthOf(pool, ada)).values).toEqual([value]);
  });

  it('is of the margin where costs are known', async () => {
    await house.deliver(
      bought(ada, 70, 2000, { cost: 500 }),
      bought(ada, 7, 2000, { cost: 500 }),
      bought(ben, 7, 2000),
    );
    await run();
    expect(await valueOf(ada)).toMatchObject({ basis: 'margin', margin_share: 0.75 });
    expect(await valueOf(ben)).toMatchObject({ basis: 'margin', margin_share: null });
  });

  it('is told once, and again when it moved materially', async () => {
    await house.deliver(bought(ada, 70, 2000), bought(ada, 7, 2000));
    await run();
    await run();
    const [told, ...more] = await house.told(ada, 'CustomerValueEstimated');
    expect([told, more]).toMatchObject([{ horizonMonths: 36, estimates: [{ value: { currency: 'USD' } }] }, []]);
    await house.deliver(bought(ada, 1, 9000), bought(ada, 2, 9000));
    await run();
    expect(await house.told(ada, 'CustomerValueEstimated')).toHaveLength(2);
  });

  it('is nothing when all was given back, and of who is erased there is none', async () => {
    await house.deliver(bought(ada, 7, 6000, { id: 'x' }), bought(ben, 7, 6000));
    await run();
    await house.deliver(givenBack(ada, 1, 6000, 'x'), ...erased(ben));
    await run(1);
    expect(await valueOf(ada)).toMatchObject({ clv_minor: 0, purchase_days: 0 });
    expect((await house.told(ada, 'CustomerValueEstimated')).at(-1)).toMatchObject({
      estimates: [{ value: { minor: 0 } }],
    });
    expect(await valueOf(ben)).toBeUndefined();
  });

  it('is that of all records of a merged customer, and each its own when the merge is undone', async () => {
    await house.deliver(bought(ada, 70, 2000), bought(tablet, 7, 4000));
    await run();
    const alone = await valueOf(ada);
    await house.deliver(merged(ada, tablet));
    await run(1);
    expect(await valueOf(ada)).toMatchObject({ purchase_days: 2, spent_minor: 6000 });
    expect(await valueOf(tablet)).toBeUndefined();
    await house.deliver(unmerged(ada, tablet));
    await run(2);
    expect(await valueOf(ada)).toMatchObject({ purchase_days: 1, spent_minor: Object(alone).spent_minor });
    expect(await valueOf(tablet)).toMatchObject({ purchase_days: 1, spent_minor: 4000 });
  });

  it('is by own parameters once there are customers enough, which are kept', async () => {
    // Repeats, weeks to the last, weeks to now; how many such customers.
    const groups = [
      [0, 0, 39, 110],
      [0, 0, 30, 50],
      [1, 4, 39, 24],
      [1, 25, 34, 20],
      [2, 9, 36, 12],
      [2, 30, 39, 12],
      [4, 30, 32, 10],
      [9, 36, 38, 6],
    ];
    const days = ([repeats = 0, recency = 0, age = 0]: readonly number[]) =>
      Array.from({ length: repeats + 1 }, (_, i) => 7 * age - Math.round((7 * recency * i) / (repeats || 1)));
    const shoppers = groups.flatMap(group => Array.from({ length: group[3] ?? 0 }, () => days(group)));
    await house.deliver(
      ...shoppers.flatMap((bys, n) =>
        bys.map((ago, i) => bought(numbered(7000 + n), ago, 1500 + ((n * 37 + i * 911) % 4000))),
      ),
    );
    await run();
    const fits = await house.rows('select * from app.value_fits');
    expect(fits).toMatchObject([{ currency: 'USD', version: 1, customers: 244 }]);
    expect(await valueOf(numbered(7000))).toMatchObject({ fit_version: 1 });
    await run(5);
    expect(await house.rows('select version from app.value_fits')).toHaveLength(1);
    await run(31);
    expect(await house.rows('select version from app.value_fits')).toHaveLength(2);
  });
});

describe('the share of wallet', () => {
  const share = async (id: string) =>
    (await house.rows('select share, method from analytics.share_of_wallet where customer_id = $1', [id]))[0];

  it('is what was spent with us in the year before the answer, of what is spent in all', async () => {
    await house.deliver(bought(ada, 500, 90_000), bought(ada, 90, 20_000), bought(ada, 60, 10_000, { id: 'y' }));
    await house.deliver(givenBack(ada, 50, 5000, 'y'), bought(ada, 1, 70_000));
    await house.deliver(walletAnswered(ada, 20, { spend: { minor: 100_000, currency: 'USD' } }));
    await run();
    expect(await share(ada)).toEqual({ share: 0.25, method: 'spend' });
    expect((await house.told(ada, 'CustomerValueEstimated')).at(-1)).toMatchObject({ shareOfWallet: { share: 0.25 } });
  });

  it('is by our rank where that is all we were told, and by the newest answer', async () => {
    await house.deliver(
      walletAnswered(ben, 30, { brands: 2, rank: 2 }),
      walletAnswered(ben, 3, { brands: 3, rank: 1 }),
    );
    await run();
    expect(await share(ben)).toEqual({ share: 0.5, method: 'rank' });
  });
});
