import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import type { Reached } from '../fail-point.ts';
import type { Fill } from '../gap.ts';
import { PositionError } from '../errors.ts';
import { LeaseLostError, type Lease } from '../lease.ts';
import type { Log } from '../messaging.ts';
import { createPool, isTransient, type Tx } from '../pool.ts';
import { holdBuild, MovedError, moveBuild, openBuilds, type Build } from './builds.ts';
import { isSame } from './compare.ts';
import { markSome } from './mark.ts';
import { askOwner, bringMissing } from './missing.ts';
import { Progress } from './progress.ts';
import { Site } from './site.ts';
import { begin, swap } from './swap.ts';
import { targetOf, versionOf, type RebuildableProjection, type Target } from './target.ts';
import { olderReaders, verify } from './verify.ts';
import { WaitError } from './wait.ts';

/** So near to the live one that the rest is read while that one is held. */
const NEAR = 2000;
const SLICE_MS = 500;
const HOUR_MS = 3_600_000;

export interface BuilderOptions {
  readonly pool: pg.Pool;
  readonly database: string;
  readonly service: ServiceName;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly projections: readonly RebuildableProjection[];
  readonly lease: Lease;
  readonly fill?: Fill | undefined;
  readonly reached: Reached;
  readonly log: Log;
}

/** A build that this process works on. */
interface Work {
  readonly id: number;
  readonly target: Target;
  readonly pool: pg.Pool;
  readonly clients: ReadonlySet<pg.ClientBase>;
  readonly site: Site;
  readonly progress: Progress;
  /** Transactions that were under way when the two were compared: they must not meet what was built, which they see half. */
  older?: readonly string[];
  brought?: boolean;
}

/** Moves builds on, one step at a time, in whichever process of the service holds the lease. All there is to know is in the database. */
export class Builder {
  private readonly options: BuilderOptions;
  private work: Work | undefined;
  private stopping = false;

  constructor(options: BuilderOptions) {
    this.options = options;
  }

  /** One step of the first build that can be moved. Answers whether there was something to do. */
  async step(): Promise<boolean> {
    const { pool, lease, log } = this.options;
    const held = (await this.next()) !== undefined && (await lease.hold()) !== 'other';
    // Only now: who held it until then may have moved the build on since it was seen.
    const build = held ? await this.next() : undefined;
    if (!build) {
      await this.leave();
      await lease.release();
      return false;
    }
    try {
      return await lease.keep(this.move(build));
    } catch (error) {
      if (error instanceof MovedError) {
        this.work?.site.interrupt();
        return true;
      }
      const note = error instanceof Error ? error.message : String(error);
      if (error instanceof WaitError || error instanceof LeaseLostError) {
        await this.leave();
        await moveBuild(pool, build, { note });
        return false;
      }
      if (isTransient(error) || error instanceof PositionError || this.stopping) {
        this.work?.site.interrupt();
        throw error;
      }
      await this.leave();
      log.error({ err: error, projection: build.projection, stage: build.stage }, 'a rebuild has failed');
      await pool.query(
        `update messaging.builds set stage = 'failed', note = $2, updated_at = now() where id = $1 and ended_at is null and stage not in ('aborting', 'marking')`,
        [build.id, note],
      );
      return false;
    }
  }

  async leave(): Promise<void> {
    const { work } = this;
    this.work = undefined;
    await work?.site.close();
    await work?.pool.end();
  }

  /** Breaks off whatever is under way: a comparison may take minutes. */
  abandon(): void {
    this.stopping = true;
    for (const client of this.work?.clients ?? []) void (client as pg.Client).end().catch(() => undefined);
  }

  private next = async (): Promise<Build | undefined> =>
    (await openBuilds(this.options.pool)).find(build => this.isMine(build));

  /** Another release may be at work as well: a build is done by one version of the fold, the newest. */
  private isMine({ projection: name, version, stage }: Build): boolean {
    const projection = this.options.projections.find(one => one.name === name);
    return stage !== 'failed' && projection !== undefined && version <= versionOf(projection);
  }

  private async move(build: Build): Promise<boolean> {
    const { pool, reached } = this.options;
    const target = this.targetOf(build);
    const { version } = target;
    if (build.stage === 'aborting') return this.end(build, target, 'aborted');
    if (build.stage === 'marking') {
      if (await markSome(pool, target)) return true;
      await reached('marked');
      return this.end(build, target, 'done');
    }
    if (build.version < version) return moveBuild(pool, build, { version, stage: 'starting' });
    const work = await this.open(build, target);
    switch (build.stage) {
      case 'starting':
        await begin(work, build, await work.site.starts());
        await reached('begun');
        return true;
      case 'bringing':
        return this.bring(build, work);
      case 'reading':
        if ((await this.follow(build, work)) <= NEAR) await moveBuild(pool, build, { stage: 'verifying' });
        return true;
      case 'verifying':
        return (await this.follow(build, work)) > NEAR || this.verify(build, work);
      case 'differs':
        await this.follow(build, work);
        return false;
      case 'swapping':
        return work.older ? this.swap(build, work, work.older) : moveBuild(pool, build, { stage: 'verifying' });
      default:
        return false;
    }
  }

  private async end(build: Build, target: Target, stage: Build['stage']): Promise<boolean> {
    await this.leave();
    await this.options.pool.query('select messaging.end_build($1)', [target.schema]);
    return moveBuild(this.options.pool, build, { stage, note: null, ended_at: 'now' });
  }

  private async bring(build: Build, work: Work): Promise<boolean> {
    const { pool, service, fill } = this.options;
    work.brought = true;
    const hold = (tx: Tx): Promise<void> => holdBuild(tx, build.id);
    await bringMissing(work.target, { pool, service, fill }, work.pool, hold, () =>
      work.progress.tellBrought(pool, build, work.target),
    );
    return moveBuild(pool, build, { stage: 'reading' });
  }

  private async follow(build: Build, { site, progress, target }: Work): Promise<number> {
    const behind = await site.follow(SLICE_MS);
    await progress.tellRead(this.options.pool, build, target);
    return behind;
  }

  private async verify(build: Build, work: Work): Promise<boolean> {
    const { pool, reached } = this.options;
    const found = await verify(work, build);
    if (found === undefined) return true;
    await work.progress.tellRead(pool, build, work.target, true);
    await reached('compared');
    work.older = found.older;
    if (found.unlike > 0) {
      if (work.brought)
        throw new Error(`${found.unlike} subjects have been read unlike far, and their owners do not help`);
      return moveBuild(pool, build, { stage: 'bringing' });
    }
    const { rows } = await pool.query<{ version: number }>(
      'select version from messaging.folded where projection = $1',
      [build.projection],
    );
    const expected = build.accepted || (rows[0]?.version ?? build.version) !== build.version;
    const stage = expected || found.compared.every(isSame) ? ('swapping' as const) : ('differs' as const);
    const verified = JSON.stringify(found.compared);
    if (build.onlyVerify) {
      await moveBuild(pool, build, { verified });
      return this.end(build, work.target, 'verified');
    }
    return moveBuild(pool, build, { verified, stage, note: null });
  }

  private async swap(build: Build, work: Work, older: readonly string[]): Promise<boolean> {
    const { pool, reached, log } = this.options;
    if ((await this.follow(build, work)) > NEAR) return true;
    const readers = await olderReaders(pool, older);
    if (readers.length > 0) {
      await moveBuild(pool, build, { note: `waits for the transactions of backends ${readers.join(', ')} to end` });
      return false;
    }
    const heldMs = await swap(work, build, reached);
    if (heldMs !== undefined) {
      log.info(
        { projection: build.projection, heldMs: Math.round(heldMs) },
        'a rebuilt read model has taken the place of the live one',
      );
      await reached('swapped');
      return true;
    }
    work.site.interrupt();
    await moveBuild(pool, build, { note: 'waits for a moment without readers' });
    return false;
  }

  private targetOf({ projection: name }: Build): Target {
    const projection = this.options.projections.find(one => one.name === name);
    if (!projection) throw new Error(`there is no read model ${name}`);
    return targetOf(projection, this.options.topicPrefix);
  }

  private async open(build: Build, target: Target): Promise<Work> {
    if (this.work?.id === build.id) return this.work;
    await this.leave();
    const { database, service, brokers, topicPrefix, pool: shared, fill, reached, log } = this.options;
    const onError = (error: Error): void => log.warn({ err: error }, 'a connection of a rebuild was lost');
    const pool = createPool(database, 3, onError, { query_timeout: HOUR_MS, statement_timeout: HOUR_MS });
    const clients = new Set<pg.ClientBase>();
    pool.on('connect', client => clients.add(client));
    pool.on('remove', client => clients.delete(client));
    try {
      const site = await Site.open({
        brokers,
        clientId: service,
        // Its own: in one of that name Kafka would wait for a process that was killed.
        groupId: `${topicPrefix}${service}.${target.schema}.${randomUUID()}`,
        target,
        pool,
        ask: askOwner({ pool: shared, service, fill }),
        hold: tx => holdBuild(tx, build.id),
        reached: () => reached('building'),
      });
      this.work = { id: build.id, target, pool, clients, site, progress: new Progress() };
      return this.work;
    } catch (error) {
      await pool.end();
      throw error;
    }
  }
}
