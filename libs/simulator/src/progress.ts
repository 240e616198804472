export interface Progress {
  done: number;
  total: number;
  perSecond: number;
  /** Seconds still needed at the present speed; null until that can be told. */
  eta: number | null;
}

/** Counts what is done and tells it at most four times a second, and once at the end. */
export function startProgress(total: number, tell: ((progress: Progress) => void) | undefined) {
  const startedAt = performance.now();
  let done = 0;
  let toldAt = -Infinity;
  const now = (): Progress => {
    const perSecond = done / Math.max(0.001, (performance.now() - startedAt) / 1000);
    return { done, total, perSecond, eta: done === 0 ? null : (total - done) / perSecond };
  };
  return {
    add: (count: number): void => {
      done += count;
      if (performance.now() - toldAt < 250) return;
      toldAt = performance.now();
      tell?.(now());
    },
    end: (): void => tell?.(now()),
  };
}
