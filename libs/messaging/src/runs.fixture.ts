const { FC_RUNS, FC_SEED, FC_PATH, FC_REPLAY } = process.env;

export interface Runs {
  readonly numRuns: number;
  readonly seed?: number;
  readonly path?: string;
  readonly replayPath?: string;
}

/**
 * How often a property over sequences of commands is tried: a few times by default, `FC_RUNS` times where that is set. What a
 * failure prints is tried alone by `FC_SEED`, `FC_PATH` and `FC_REPLAY`.
 */
export const runs = (few: number): Runs => ({
  numRuns: FC_RUNS === undefined ? few : Number(FC_RUNS),
  ...(FC_SEED !== undefined && { seed: Number(FC_SEED) }),
  ...(FC_PATH !== undefined && { path: FC_PATH }),
  ...(FC_REPLAY !== undefined && { replayPath: FC_REPLAY }),
});

/** For what has to fail, which a few runs show: without a search for the shortest way there, unless runs are asked for. */
export const control = (seed: number) => ({ numRuns: 100, seed, endOnFailure: FC_RUNS === undefined });
