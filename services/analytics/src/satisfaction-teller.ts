import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Lease, Loop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { tellSatisfaction } from './tell-satisfaction.ts';

/** How long a change rests, so that those which follow it are told with it. */
const REST_MS = 5000;

/** Tells the others whose satisfaction moved: one process at a time, from start to stop. */
@Injectable()
export class SatisfactionTeller implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #lease: Lease;
  readonly #loop: Loop;
  readonly #log: Logger;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(LOGGER) log: Logger) {
    this.#log = log;
    this.#lease = new Lease(messaging.pool, 'satisfaction');
    this.#loop = new Loop(
      { min: 250, max: 1000, onError: error => this.#warn(error) },
      async () => (await this.#lease.hold()) !== 'other' && tellSatisfaction(messaging, REST_MS),
    );
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  /** Of all the hooks of stopping the first: messaging, and the connections with it, are still there. */
  async onModuleDestroy(): Promise<void> {
    await this.#loop.stop();
    await this.#lease.release().catch((error: unknown) => this.#warn(error));
  }

  #warn(error: unknown): void {
    this.#log.warn({ err: error }, 'satisfaction could not be told and will be tried again');
  }
}
