import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LeasedLoop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { Catalogues } from './api/catalogues.ts';
import { ATTRIBUTES } from './api/privacy-catalogues.ts';
import { eraseInactive, tellRules } from './keep-retention.ts';

const EVERY_MS = 5 * 60_000;

/** Sees to it that nothing personal is kept longer than the catalogue of attributes says: one process at a time. */
@Injectable()
export class RetentionKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #loop: LeasedLoop;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(Catalogues) catalogues: Catalogues,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#loop = new LeasedLoop(
      messaging.pool,
      'retention',
      {
        min: EVERY_MS,
        max: EVERY_MS,
        ttlMs: 3 * EVERY_MS,
        onError: error =>
          log.warn({ err: error }, 'what is past its time could not be removed, and will be tried again'),
      },
      async () => {
        const { version, content } = await catalogues.inForce(ATTRIBUTES);
        await tellRules(messaging, version, content);
        return eraseInactive(messaging, content.inactiveMonths);
      },
    );
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.#loop.stop();
  }
}
