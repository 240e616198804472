const MOST_KEYS = 20_000;

/** Lets each key through so often in each minute. Counts in this process alone, and of so many keys as fit. */
export class Throttle {
  readonly #most: number;
  readonly #counts = new Map<string, number>();
  #minute = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether the key may go on at this moment, in milliseconds since any start. */
  admits(key: string, now: number): boolean {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute || this.#counts.size >= MOST_KEYS) this.#counts.clear();
    this.#minute = minute;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count <= this.#most;
  }
}
