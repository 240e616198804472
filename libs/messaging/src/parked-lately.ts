const MAX_PARKED = 20;
const WITHIN_MS = 600_000;

/** So many parked within ten minutes must have a common cause: then reading stops instead. */
export class ParkedLately {
  /** How long a partition stands still when there were too many, in ms. */
  static readonly rest = WITHIN_MS;
  private readonly at: number[] = [];

  add(): void {
    this.at.push(Date.now());
  }

  tooMany(): boolean {
    const since = Date.now() - WITHIN_MS;
    while ((this.at[0] ?? Infinity) < since) this.at.shift();
    return this.at.length >= MAX_PARKED;
  }
}
