import type { Log } from './messaging.ts';

/** A log for those who expect nothing of it: specs and benchmarks. */
export const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
