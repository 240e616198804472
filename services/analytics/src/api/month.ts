/** The month (`YYYY-MM`, UTC) that ended last before an instant. */
export function lastCompleteMonth(asOf: string): string {
  const at = new Date(asOf);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}
