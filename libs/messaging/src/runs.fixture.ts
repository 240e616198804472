import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Faulty } from './mortal.fixture.ts';

const { FC_RUNS, FC_SEED, FC_PATH, FC_REPLAY } = process.env;

interface Runs {
  readonly numRuns: number;
  readonly seed?: number;
  readonly path?: string;
  readonly replayPath?: string;
}

/**
 * How often a property over sequences of commands is tried: a few times by default, `FC_RUNS` times where that is set. What a
 * failure prints is tried alone by `FC_SEED`, `FC_PATH` and `FC_REPLAY`.
 */
const runs = (few: number): Runs => ({
  numRuns: FC_RUNS === undefined ? few : Number(FC_RUNS),
  ...(FC_SEED !== undefined && { seed: Number(FC_SEED) }),
  ...(FC_PATH !== undefined && { path: FC_PATH }),
  ...(FC_REPLAY !== undefined && { replayPath: FC_REPLAY }),
});

/** For what has to fail, which a few runs show: without a search for the shortest way there, unless runs are asked for. */
const control = (seed: number) => ({ numRuns: 100, seed, endOnFailure: FC_RUNS === undefined });

/** Makes a step as often chosen as so many others. */
export const often = <Step>(times: number, steps: fc.Arbitrary<Step>): fc.Arbitrary<Step>[] =>
  Array.from({ length: times }, () => steps);

/** A way of doing it that is known to be wrong: another statement in place of a right one, and a seed that shows it soon. */
export type Wrong = readonly [text: string, seed: number, faulty: Faulty];

/** What may still be under way when a run ends. */
interface Restless<Told> {
  calm(): Promise<Told>;
}

interface Play<Model extends object, World extends object, Told> {
  readonly steps: fc.Arbitrary<fc.AsyncCommand<Model, World>>[];
  begin(faulty?: Faulty): Promise<{ readonly model: Model; readonly real: World & Restless<Told> }>;
  /** Expects what has to be so when all that was under way has come to its end; `told` is what `calm` answered. */
  end(model: Model, world: World, told: Told): Promise<void>;
}

/** Sees that a play ends well whatever is done in it, and that it would not if it were done wrong. */
export function itHolds<Model extends object, World extends object, Told>(
  what: string,
  { steps, begin, end }: Play<Model, World, Told>,
  wrong: readonly Wrong[],
): void {
  const plans = (replayPath?: string) =>
    fc.commands(steps, { maxCommands: 150, size: 'max', ...(replayPath !== undefined && { replayPath }) });
  const property = (faulty?: Faulty, replayPath?: string) =>
    fc.asyncProperty(plans(replayPath), async plan => {
      const { model, real } = await begin(faulty);
      const went = await fc.asyncModelRun(() => ({ model, real }), plan).catch((error: unknown) => ({ error }));
      // Also after a failure: nothing of a run may reach into the next.
      const told = await real.calm();
      if (went) throw went.error;
      await end(model, real, told);
    });

  it(
    what,
    async () => {
      const { replayPath, ...parameters } = runs(25);
      await fc.assert(property(undefined, replayPath), parameters);
    },
    1_800_000,
  );

  it.each(wrong)(
    'would be seen to %s',
    async (_, seed, faulty) => {
      const { failed } = await fc.check(property(faulty), control(seed));
      expect(failed).toBe(true);
    },
    600_000,
  );
}
