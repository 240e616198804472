import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LeasedLoop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { IdentityRulesKeeper } from './api/identity-rules-keeper.ts';
import { findDuplicates } from './find-duplicates.ts';

export const DUPLICATES_SECRET = Symbol('duplicates secret');

/** Keeps suggestions of duplicates up to date, well behind what people wait for: one process at a time. */
@Injectable()
export class DuplicateFinder implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #loop: LeasedLoop;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(LOGGER) log: Logger,
    @Inject(DUPLICATES_SECRET) secret: string,
    rules: IdentityRulesKeeper,
  ) {
    this.#loop = new LeasedLoop(
      messaging.pool,
      'duplicates',
      {
        min: 250,
        max: 1000,
        rest: 300,
        onError: error => log.warn({ err: error }, 'duplicates could not be looked for and will be again'),
      },
      async () => findDuplicates(messaging, await rules.current(), secret),
    );
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  /** Of all the hooks of stopping the first: the connections are still there. */
  onModuleDestroy(): Promise<void> {
    return this.#loop.stop();
  }
}
