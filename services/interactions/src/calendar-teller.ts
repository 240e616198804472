import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LeasedLoop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { ServiceRules } from './api/service-rules.ts';
import { tellCalendars } from './tell-calendars.ts';

const EVERY_MS = 60_000;

/** Sees to it that others know the calendars that came with a release, and those whose publisher was killed before telling. */
@Injectable()
export class CalendarTeller implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #loop: LeasedLoop;

  constructor(@Inject(MESSAGING) messaging: Messaging, rules: ServiceRules, @Inject(LOGGER) log: Logger) {
    this.#loop = new LeasedLoop(
      messaging.pool,
      'calendars',
      {
        min: EVERY_MS,
        max: EVERY_MS,
        ttlMs: 3 * EVERY_MS,
        onError: error => log.warn({ err: error }, 'calendars could not be told, and will be again'),
      },
      async () => {
        await tellCalendars(messaging, await rules.all('calendar'), 'clock');
        return false;
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
