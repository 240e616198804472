/** What behaviour says of the relation, on the scale of the health checks: beside what people judged, never mixed with it. */
export type ComputedHealth = {
  /** 0 very poor to 9 excellent. */
  readonly value: number;
  readonly asOf: string;
};

interface Told {
  readonly satisfaction: { readonly value: number; readonly asOf: string } | null;
  readonly risk: { readonly risk: number; readonly asOf: string } | null;
}

/**
 * The mean of how satisfied the customer is (0–100) and how likely to stay (1 − risk), each as a share, times nine, to a tenth:
 * our definition. Null until both are known.
 */
export function computedHealth({ satisfaction, risk }: Told): ComputedHealth | null {
  if (satisfaction === null || risk === null) return null;
  const share = (satisfaction.value / 100 + 1 - risk.risk) / 2;
  return {
    value: Math.round(share * 90) / 10,
    asOf: satisfaction.asOf > risk.asOf ? satisfaction.asOf : risk.asOf,
  };
}
