import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LeasedLoop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { refreshRisks } from './refresh-risks.ts';

/** How long a change rests, so that those which follow it are worked out with it. */
const REST_MS = 5000;

/** Works out the risk of those of whom something became known: one process at a time. */
@Injectable()
export class RiskRefresher implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #loop: LeasedLoop;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(LOGGER) log: Logger) {
    const onError = (error: unknown) => log.warn({ err: error }, 'risks could not be told and will be tried again');
    this.#loop = new LeasedLoop(messaging.pool, 'risks', { min: 250, max: 2000, onError }, async () =>
      refreshRisks(messaging, REST_MS),
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
