import type { Change } from './frame.ts';
import { reaches, type Position } from './position.ts';

export interface Framed extends Change {
  /** Where the feed was after it. */
  readonly position: Position;
  /** With the id of that. */
  readonly frame: Buffer;
}

/** The last changes in the order in which the feed read them, for clients that come back after a moment. */
export class Ring {
  readonly #most: { readonly changes: number; readonly bytes: number };
  #changes: Framed[] = [];
  #first = 0;
  #bytes = 0;
  #since: number[];

  constructor(since: Position, most = { changes: 5_000, bytes: 32 * 1024 * 1024 }) {
    this.#since = [...since];
    this.#most = most;
  }

  push(change: Framed): void {
    this.#changes.push(change);
    this.#bytes += change.frame.length;
    while (this.#changes.length - this.#first > this.#most.changes || this.#bytes > this.#most.bytes) this.#forget();
    if (this.#first > this.#most.changes) {
      this.#changes = this.#changes.slice(this.#first);
      this.#first = 0;
    }
  }

  /** Whether all that a reader at `position` has not seen, up to now, is here. */
  covers(position: Position): boolean {
    return reaches(position, this.#since);
  }

  *after(position: Position): Generator<Framed> {
    for (let i = this.#first; i < this.#changes.length; i += 1) {
      const change = this.#changes[i];
      if (change !== undefined && change.offset >= (position[change.partition] ?? 0)) yield change;
    }
  }

  #forget(): void {
    const oldest = this.#changes[this.#first];
    this.#first += 1;
    if (oldest === undefined) return;
    this.#bytes -= oldest.frame.length;
    this.#since[oldest.partition] = oldest.offset + 1;
  }
}
