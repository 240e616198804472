/** Share of wallet: spent with us / spent in the category, in the same money and time; null where nothing is spent. At most 1. */
export function shareOfWallet(withUs: number, inCategory: number): number | null {
  return inCategory > 0 ? Math.min(1, Math.max(0, withUs) / inCategory) : null;
}

/**
 * The wallet allocation rule (Keiningham et al. 2011, Harvard Business Review 89): the share that a supplier of rank 1 … n has among
 * n is (1 − rank / (n + 1)) × 2 / n. Null where the rank is not among them.
 */
export function walletAllocation(rank: number, suppliers: number): number | null {
  return rank >= 1 && rank <= suppliers ? (1 - rank / (suppliers + 1)) * (2 / suppliers) : null;
}
