import type { EventOfType } from '@rapport/contracts';

type Data = EventOfType<'RetentionRiskMoved'>['data'];

/** How likely the customer is neither to buy nor to be heard of in the next 90 days, as it was told last. */
export type ToldRisk = Pick<Data, 'risk' | 'band' | 'reasons' | 'model'> & { readonly asOf: string };

export const toldRisk = (
  { data: { risk, band, reasons, model } }: { readonly data: Data },
  asOf: string,
): ToldRisk => ({ risk, band, reasons, model, asOf });

/** When the risk rose to be high, or fell. */
export interface RiskTurn {
  readonly at: string;
  readonly high: boolean;
}

const MOST = 25;

/** Told again in another tenth it is no turn. What is told twice changes nothing; the newest are kept. */
export function withTurn(turns: readonly RiskTurn[], turn: RiskTurn): readonly RiskTurn[] {
  const all = [...turns.filter(({ at }) => at !== turn.at), turn].sort((a, b) => (a.at < b.at ? -1 : 1));
  return all.filter(({ high }, i) => high !== (all[i - 1]?.high ?? false)).slice(-MOST);
}
