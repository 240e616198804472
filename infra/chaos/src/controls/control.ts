import type { Ground } from '../ground.ts';

/** A way of doing it that is known to be wrong: the suite has to see it. */
export interface Control {
  readonly name: string;
  readonly what: string;
  readonly ground: 'single' | 'cluster';
  readonly run: (ground: Ground, signal: AbortSignal) => Promise<Seen>;
}

export interface Seen {
  /** What was acknowledged by it. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** Whether what had to go wrong did. */
  readonly wrong: boolean;
  readonly note: string;
}
