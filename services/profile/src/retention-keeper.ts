import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Lease, Loop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { Catalogues } from './api/catalogues.ts';
import { ATTRIBUTES } from './api/privacy-catalogues.ts';
import { eraseInactive, tellRules } from './keep-retention.ts';

const EVERY_MS = 5 * 60_000;

/** Sees to it that nothing personal is kept longer than the catalogue of attributes says: one process at a time. */
@Injectable()
export class RetentionKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #lease: Lease;
  readonly #loop: Loop;
  readonly #log: Logger;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(Catalogues) catalogues: Catalogues,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#log = log;
    this.#lease = new Lease(messaging.pool, 'retention', 3 * EVERY_MS);
    this.#loop = new Loop({ min: EVERY_MS, max: EVERY_MS, onError: error => this.#warn(error) }, async () => {
      if ((await this.#lease.hold()) === 'other') return false;
      const { version, content } = await catalogues.inForce(ATTRIBUTES);
      await tellRules(messaging, version, content);
      return eraseInactive(messaging, content.inactiveMonths);
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#loop.stop();
    await this.#lease.release().catch((error: unknown) => this.#warn(error));
  }

  #warn(error: unknown): void {
    this.#log.warn({ err: error }, 'what is past its time could not be removed, and will be tried again');
  }
}
