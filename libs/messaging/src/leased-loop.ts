import type pg from 'pg';
import { Lease } from './lease.ts';
import { Loop, type LoopOptions } from './loop.ts';

export interface LeasedLoopOptions extends LoopOptions {
  /** How long the lease lasts without a step. Default 10 seconds. */
  readonly ttlMs?: number;
}

/** Work that one process at a time does, from start to stop: the loop of whoever holds the lease of this name. */
export class LeasedLoop {
  private readonly lease: Lease;
  private readonly loop: Loop;
  private readonly onError: (error: unknown) => void;

  constructor(pool: pg.Pool, name: string, { ttlMs, ...options }: LeasedLoopOptions, step: () => Promise<boolean>) {
    this.lease = new Lease(pool, name, ttlMs);
    this.loop = new Loop(options, async () => (await this.lease.hold()) !== 'other' && step());
    this.onError = options.onError;
  }

  start(): void {
    this.loop.start();
  }

  /** Ends after the step under way, and leaves the work to another process. */
  async stop(): Promise<void> {
    await this.loop.stop();
    await this.lease.release().catch(this.onError);
  }
}
