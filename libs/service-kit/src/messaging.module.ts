import {
  Global,
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { createMessaging, type Messaging, type MessagingOptions } from '@rapport/messaging';
import type { Registry } from 'prom-client';
import { EventsController } from './events.controller.ts';
import { METRICS } from './metrics.ts';
import { ReconciliationController } from './reconciliation.controller.ts';
import { READINESS, type Readiness } from './health.ts';
import { MESSAGING } from './messaging.token.ts';
import { ParkedController } from './parked.controller.ts';
import { ExportController } from './export.controller.ts';
import { fillOf, type PeerConfig } from './peers.ts';
import { showFigures } from './messaging-figures.ts';
import { showParking } from './parking-figures.ts';
import { RefusedController } from './refused.controller.ts';
import { showRefused } from './refused-figures.ts';
import { LOGGER } from './problem.filter.ts';
import { RemovalsController } from './removals.controller.ts';
import { RebuildsController } from './rebuilds.controller.ts';
import type { Logger } from './logger.ts';

/** Starts messaging when the application starts, and stops it before the application's connections are closed. */
@Global()
@Module({})
export class MessagingModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(METRICS) metrics: Registry) {
    this.#messaging = messaging;
    showFigures(messaging, metrics);
    showParking(messaging.parked, metrics);
    showRefused(messaging.refused, metrics);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#messaging.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#messaging.stop();
  }
}

export interface ServiceMessagingOptions extends Omit<MessagingOptions, 'log' | 'fill'> {
  /** Who is asked for events that a reader misses. */
  readonly peers: PeerConfig;
}

/** Messaging for a service, its readiness, and the routes that every service has: its events, what it parked, and how a restore is repaired. */
export function messagingModule({ peers, ...options }: ServiceMessagingOptions): DynamicModule {
  const fill = fillOf(peers);
  return {
    module: MessagingModule,
    controllers: [
      EventsController,
      ExportController,
      ParkedController,
      ReconciliationController,
      RebuildsController,
      RefusedController,
      RemovalsController,
    ],
    providers: [
      {
        provide: MESSAGING,
        inject: [LOGGER],
        useFactory: (log: Logger): Messaging => createMessaging({ ...options, ...(fill && { fill }), log }),
      },
      {
        provide: READINESS,
        inject: [MESSAGING],
        useFactory:
          (messaging: Messaging): Readiness =>
          () =>
            messaging.ready(),
      },
    ],
    exports: [MESSAGING, READINESS],
  };
}
