import { Module, type DynamicModule, type Type as Class } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Registry } from 'prom-client';
import { AuthGuard, TOKENS } from './auth.guard.ts';
import { DRAINING, HealthController } from './health.ts';
import type { Logger } from './logger.ts';
import { METRICS, MetricsController } from './metrics.ts';
import { DOCUMENT, OpenApiController, type OpenApiDocument } from './openapi.controller.ts';
import { LOGGER, ProblemFilter } from './problem.filter.ts';
import type { TokenVerifier } from './token.ts';

export interface KitParts {
  readonly module: Class | DynamicModule;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly draining: AbortSignal;
  readonly tokens: TokenVerifier;
  readonly document: OpenApiDocument;
}

/** Around a service's own module: the guard, the filter and the routes that every process has. */
@Module({})
export class KitModule {
  static around({ module, logger, metrics, draining, tokens, document }: KitParts): DynamicModule {
    return {
      module: KitModule,
      global: true,
      imports: [DiscoveryModule, module],
      controllers: [HealthController, MetricsController, OpenApiController],
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: METRICS, useValue: metrics },
        { provide: DRAINING, useValue: draining },
        { provide: TOKENS, useValue: tokens },
        { provide: DOCUMENT, useValue: document },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [LOGGER, METRICS, DRAINING, TOKENS, DOCUMENT],
    };
  }
}
