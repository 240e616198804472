/** Remembers what was read for a while, by key where it is more than one thing, and at most so many. A failed reading is not remembered. */
export class Fresh<Value> {
  readonly #kept = new Map<string, { readonly value: Promise<Value>; readonly until: number }>();
  readonly #forMs: number;
  readonly #most: number;

  constructor(forMs: number, most = 1) {
    this.#forMs = forMs;
    this.#most = most;
  }

  get(read: () => Promise<Value>, key = ''): Promise<Value> {
    const known = this.#kept.get(key);
    if (known !== undefined && known.until > Date.now()) return known.value;
    const value = read();
    this.#kept.delete(key);
    const oldest = this.#kept.size >= this.#most ? this.#kept.keys().next() : undefined;
    if (oldest?.done === false) this.#kept.delete(oldest.value);
    this.#kept.set(key, { value, until: Date.now() + this.#forMs });
    value.catch(() => this.#kept.delete(key));
    return value;
  }

  clear(): void {
    this.#kept.clear();
  }
}
