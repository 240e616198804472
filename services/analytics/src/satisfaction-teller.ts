import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LeasedLoop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { tellSatisfaction } from './tell-satisfaction.ts';

/** How long a change rests, so that those which follow it are told with it. */
const REST_MS = 5000;

/** Tells the others whose satisfaction moved: one process at a time, from start to stop. */
@Injectable()
export class SatisfactionTeller implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #loop: LeasedLoop;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(LOGGER) log: Logger) {
    this.#loop = new LeasedLoop(
      messaging.pool,
      'satisfaction',
      {
        min: 250,
        max: 1000,
        onError: error => log.warn({ err: error }, 'satisfaction could not be told and will be tried again'),
      },
      async () => tellSatisfaction(messaging, REST_MS),
    );
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  /** Of all the hooks of stopping the first: messaging, and the connections with it, are still there. */
  onModuleDestroy(): Promise<void> {
    return this.#loop.stop();
  }
}
