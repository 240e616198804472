import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';

const DAY_MS = 86_400_000;

/** Keeps a partition for each of the coming months: at start and once a day. */
@Injectable()
export class Partitions implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #messaging: Messaging;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(LOGGER) log: Logger) {
    this.#messaging = messaging;
    this.#log = log;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#make();
    this.#timer = setInterval(() => void this.#make(), DAY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** They are made months ahead, so a day on which it fails costs nothing. */
  async #make(): Promise<void> {
    try {
      await this.#messaging.pool.query('select facts.make_all_partitions()');
    } catch (error) {
      this.#log.warn({ err: error }, 'the partitions of the coming months could not be made');
    }
  }
}
