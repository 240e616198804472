import type { Tx } from '@rapport/messaging';
import { toldCustomerValue } from './domain/customer-value.decide.ts';
import { fitted, startingModels, worthOf, type Models, type ValueRules } from './value-model.ts';
import {
  boughtAfter,
  currencies,
  gatherBuying,
  sampleOf,
  type CurrencyMeans,
} from './projections/customer-buying.query.ts';
import {
  keepWorth,
  settleValues,
  untoldValues,
  valuesAreTold,
  type UntoldValue,
} from './projections/customer-value.query.ts';
import { gatherWallets } from './projections/share-of-wallet.query.ts';
import { rulesAt } from './projections/strategy-rules.query.ts';
import { keepFit, latestFit, type ValueFit } from './projections/value-fits.query.ts';
import { dueToday, today } from './daily.ts';
import type { Score } from './score.ts';

const AT_ONCE = 2000;
const DAY_MS = 86_400_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What every customer will be worth, and its share of wallet: looked at once a day. */
export const customerValues: Score = {
  name: 'customerValue',
  due: dueToday,
  asked: today,
  async work({ asOf }, tx) {
    const { version, content } = await rulesAt(tx, asOf);
    await gatherBuying(tx, asOf);
    for (const each of await currencies(tx)) await valueIn(tx, each, asOf, content.lifetimeValue, version);
    await gatherWallets(tx, asOf);
    return settleValues(tx, version);
  },
  async tell({ asOf }, { pool, handleMany }, limit) {
    const { lifetimeValue } = (await rulesAt(pool, asOf)).content;
    const { horizonMonths, discountRate, material } = lifetimeValue;
    const untold = await untoldValues(pool, limit);
    const commands = [...untold].map(([customerId, rows]) => ({
      id: customerId,
      command: {
        type: 'TellCustomerValue' as const,
        material,
        data: { customerId, horizonMonths, discountRate, ...toldOf(rows) },
      },
      context: { subject: customerId, actor: 'clock', occurredAt: asOf.toISOString() },
    }));
    const outcomes = await handleMany(toldCustomerValue, commands);
    for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
    await valuesAreTold(pool, [...untold.keys()]);
    return untold.size;
  },
};

async function valueIn(tx: Tx, { currency, ...means }: CurrencyMeans, asOf: Date, rules: ValueRules, version: number) {
  const fit = await fitOf(tx, currency, means.meanSpend ?? 0, asOf, rules);
  const start = startingModels(rules, means.meanSpend ?? 0);
  const models: Models = { buying: fit?.buying ?? start.buying, spending: fit?.spending ?? start.spending };
  for (let after: string | undefined = FIRST; after !== undefined;) {
    const page = await boughtAfter(tx, currency, after, AT_ONCE);
    const worths = page.map(one => ({ customerId: one.customerId, ...worthOf(rules, models, one, means.marginShare) }));
    await keepWorth(tx, currency, fit?.version ?? null, version, worths);
    after = page.length < AT_ONCE ? undefined : page.at(-1)?.customerId;
  }
}

/** The last fit, or a new one where it has grown old and there is enough to fit on. */
async function fitOf(
  tx: Tx,
  currency: string,
  meanSpend: number,
  asOf: Date,
  rules: ValueRules,
): Promise<ValueFit | undefined> {
  const last = await latestFit(tx, currency);
  if (last && asOf.getTime() - last.asOf.getTime() < rules.fitAnewAfterDays * DAY_MS) return last;
  if (meanSpend <= 0) return last;
  const fit = fitted(rules, await sampleOf(tx, currency, rules.fitAtMost), meanSpend);
  return fit ? keepFit(tx, currency, asOf, fit) : last;
}

const rounded = (value: number, to: number): number => Math.round(value * to) / to;

function toldOf(rows: readonly UntoldValue[]) {
  const [first] = rows;
  const shareOfWallet =
    first === undefined || first.share === null
      ? {}
      : {
          shareOfWallet: {
            share: rounded(first.share, 1000),
            method: first.method,
            answeredAt: first.answeredAt.toISOString(),
          },
        };
  const estimates = rows.flatMap(({ currency, minor, basis, expected, alive }) =>
    currency === null
      ? []
      : [
          {
            value: { minor, currency },
            basis,
            expectedPurchases: rounded(expected, 100),
            probabilityAlive: rounded(alive ?? 0, 1000),
          },
        ],
  );
  return { estimates: estimates.slice(0, 50), ...shareOfWallet };
}
