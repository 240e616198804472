export interface PercentilesRow {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly n: number;
}

export function percentiles(name: string, values: readonly number[]): PercentilesRow {
  const ordered = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? NaN;
  return { name, p50: at(0.5), p99: at(0.99), max: at(1), n: ordered.length };
}
