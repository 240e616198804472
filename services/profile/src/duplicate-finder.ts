import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Lease, Loop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { IdentityRulesKeeper } from './api/identity-rules-keeper.ts';
import { findDuplicates } from './find-duplicates.ts';

export const DUPLICATES_SECRET = Symbol('duplicates secret');

/** Keeps suggestions of duplicates up to date, well behind what people wait for: one process at a time. */
@Injectable()
export class DuplicateFinder implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #lease: Lease;
  readonly #loop: Loop;
  readonly #log: Logger;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(LOGGER) log: Logger,
    @Inject(DUPLICATES_SECRET) secret: string,
    rules: IdentityRulesKeeper,
  ) {
    this.#log = log;
    this.#lease = new Lease(messaging.pool, 'duplicates');
    this.#loop = new Loop(
      { min: 250, max: 1000, rest: 300, onError: error => this.#warn(error) },
      async () => (await this.#lease.hold()) !== 'other' && findDuplicates(messaging, await rules.current(), secret),
    );
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  /** Of all the hooks of stopping the first: the connections are still there. */
  async onModuleDestroy(): Promise<void> {
    await this.#loop.stop();
    await this.#lease.release().catch((error: unknown) => this.#warn(error));
  }

  #warn(error: unknown): void {
    this.#log.warn({ err: error }, 'duplicates could not be looked for and will be again');
  }
}
