import type { BgNbd, GammaGamma } from '@rapport/statistics';
import type { Tx } from '@rapport/messaging';
import type { Fitted } from '../value-model.ts';

/** Parameters fitted on own purchases of a currency. */
export interface ValueFit {
  readonly currency: string;
  readonly version: number;
  readonly asOf: Date;
  readonly customers: number;
  readonly buying: BgNbd;
  readonly buyingLogLikelihood: number;
  readonly repeaters: number;
  readonly spending: GammaGamma | null;
  readonly spendingLogLikelihood: number | null;
}

const COLUMNS = `currency, version, as_of as "asOf", customers, buying, buying_log_likelihood as "buyingLogLikelihood", repeaters,
  spending, spending_log_likelihood as "spendingLogLikelihood"`;

/** The newest of a currency. */
export async function latestFit(tx: Tx, currency: string): Promise<ValueFit | undefined> {
  const { rows } = await tx.query<ValueFit>(
    `select ${COLUMNS} from app.value_fits where currency = $1 order by version desc limit 1`,
    [currency],
  );
  return rows[0];
}

export async function keepFit(tx: Tx, currency: string, asOf: Date, { buying, spending }: Fitted): Promise<ValueFit> {
  const { rows } = await tx.query<ValueFit>(
    `insert into app.value_fits (currency, version, as_of, customers, buying, buying_log_likelihood, repeaters, spending, spending_log_likelihood)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from app.value_fits where currency = $1 returning ${COLUMNS}`,
    [
      currency,
      asOf,
      buying.n,
      JSON.stringify(buying.model),
      buying.logLikelihood,
      spending?.n ?? 0,
      spending && JSON.stringify(spending.model),
      spending?.logLikelihood ?? null,
    ],
  );
  if (!rows[0]) throw new Error(`a fit of ${currency} was not kept`);
  return rows[0];
}

interface FitsAsked {
  readonly before: { readonly currency: string; readonly version: number } | undefined;
  readonly limit: number;
}

/** By currency, the newest first. */
export async function fits(tx: Tx, { before, limit }: FitsAsked): Promise<ValueFit[]> {
  const { rows } = await tx.query<ValueFit>(
    `select ${COLUMNS} from app.value_fits
     where $1::text is null or currency > $1 or (currency = $1 and version < $2) order by currency, version desc limit $3`,
    [before?.currency ?? null, before?.version ?? null, limit],
  );
  return rows;
}
