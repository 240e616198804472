import type { RunnableProjection } from '../handlers.ts';
import { Lease } from '../lease.ts';
import { Loop } from '../loop.ts';
import { Builder, type BuilderOptions } from './builder.ts';
import {
  abortBuild,
  listRebuildable,
  noteVersions,
  wishBuild,
  type Build,
  type BuildWish,
  type Rebuildable,
} from './builds.ts';
import { isRebuildable } from './target.ts';

/** Read models that are built anew beside the live ones, for the people who answer for it. */
export interface Rebuilds {
  /** All read models that can be, each with its last build. */
  list(): Promise<Rebuildable[]>;
  /**
   * Begins a build, takes up one that failed, or tells the one under way that differences are accepted. Answers nothing where there is
   * no such read model; throws ConflictError where one is under way that can't be as wished.
   */
  wish(projection: string, wish: BuildWish, by: string): Promise<Build | undefined>;
  /** Answers nothing where none is under way that can still be given up. */
  abort(projection: string, by: string): Promise<Build | undefined>;
}

interface Working {
  start(): void;
  stop(): Promise<void>;
}

type Options = Omit<BuilderOptions, 'projections' | 'lease'> & { readonly projections: readonly RunnableProjection[] };

export function rebuildsOf(options: Options): Rebuilds & Working {
  const { pool, log } = options;
  const projections = options.projections.filter(isRebuildable);
  const lease = new Lease(pool, 'rebuild');
  const builder = new Builder({ ...options, projections, lease });
  const onError = (error: unknown): void => log.warn({ err: error }, 'a rebuild was interrupted and will go on');
  let noted = false;
  const loop = new Loop({ min: 250, max: 2000, onError }, async () => {
    if (!noted) await noteVersions(pool, projections);
    noted = true;
    return builder.step();
  });
  return {
    start: () => {
      if (projections.length > 0) loop.start();
    },
    async stop() {
      const stopped = loop.stop();
      builder.abandon();
      await stopped;
      await builder.leave();
      await lease.release();
    },
    list: () => listRebuildable(pool, projections),
    async wish(name, wish, by) {
      const projection = projections.find(one => one.name === name);
      if (!projection) return undefined;
      const build = await wishBuild(pool, projection, wish, by);
      log.info({ by, projection: name, ...wish }, 'a read model is to be rebuilt');
      loop.wake();
      return build;
    },
    async abort(name, by) {
      const build = await abortBuild(pool, name);
      if (build) log.warn({ by, projection: name }, 'a rebuild was given up');
      loop.wake();
      return build;
    },
  };
}
