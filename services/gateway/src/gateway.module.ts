import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { customersTopic, eventTopic } from '@rapport/contracts';
import {
  DOCUMENT,
  DRAINING,
  LOGGER,
  READINESS,
  REMARKS,
  TOKENS,
  type Logger,
  type OpenApiDocument,
  type Readiness,
  type Remarks,
  type TokenVerifier,
} from '@rapport/service-kit';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from './config.ts';
import { consoleFiles } from './console-files.ts';
import { DocsController } from './docs/docs.controller.ts';
import { docsFiles } from './docs/docs-files.ts';
import { Documents } from './docs/documents.ts';
import { ExportsController } from './exports.controller.ts';
import { developmentIssuer } from './issuer.ts';
import { LIVE_WORK, LiveController } from './live/live.controller.ts';
import { Live } from './live/live.ts';
import { workIn } from './live/work-frame.ts';
import { proxyRoutes } from './proxy/proxy-routes.ts';
import { Upstreams } from './proxy/upstreams.ts';
import { secureHeaders } from './security-headers.ts';
import { ISSUER, SignInController } from './sign-in.controller.ts';
import { styleRoutes } from './survey/style-routes.ts';
import { surveyRoutes } from './survey/survey-routes.ts';
import { rawRoutes } from './proxy/raw-routes.ts';
import { unsubscribeRoutes } from './unsubscribe/unsubscribe-routes.ts';

const CONFIG = Symbol('config');

@Module({})
export class GatewayModule implements OnModuleInit {
  readonly #fastify: FastifyInstance;
  readonly #upstreams: Upstreams;
  readonly #tokens: TokenVerifier;
  readonly #config: GatewayConfig;

  constructor(
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(Upstreams) upstreams: Upstreams,
    @Inject(TOKENS) tokens: TokenVerifier,
    @Inject(CONFIG) config: GatewayConfig,
  ) {
    this.#fastify = host.httpAdapter.getInstance<FastifyInstance>();
    this.#upstreams = upstreams;
    this.#tokens = tokens;
    this.#config = config;
  }

  static of(config: GatewayConfig): DynamicModule {
    const topic = { brokers: config.KAFKA_BROKERS, clientId: 'gateway', name: customersTopic(config.TOPIC_PREFIX) };
    const events = { ...topic, name: eventTopic('interactions', config.TOPIC_PREFIX) };
    const { DEV_ISSUER_KEY: key } = config;
    return {
      module: GatewayModule,
      controllers: [
        DocsController,
        ExportsController,
        LiveController,
        ...(key === undefined ? [] : [SignInController]),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Upstreams, useFactory: () => new Upstreams(config.SERVICES) },
        {
          provide: Documents,
          inject: [Upstreams, DOCUMENT],
          useFactory: (upstreams: Upstreams, own: OpenApiDocument) => new Documents(upstreams, own),
        },
        {
          provide: Live,
          inject: [LOGGER, DRAINING],
          useFactory: (log: Logger, draining: AbortSignal) => new Live(topic, log, draining),
        },
        {
          provide: LIVE_WORK,
          inject: [LOGGER, DRAINING],
          useFactory: (log: Logger, draining: AbortSignal) =>
            new Live(events, log, draining, { read: workIn, lazy: true }),
        },
        {
          provide: READINESS,
          inject: [Live],
          useFactory:
            (live: Live): Readiness =>
            () =>
              live.ready() ? [] : ["the customers' topic is not being read"],
        },
        {
          provide: REMARKS,
          inject: [Upstreams],
          useFactory:
            (upstreams: Upstreams): Remarks =>
            () => ({ services: { away: upstreams.away() } }),
        },
        ...(key === undefined ? [] : [{ provide: ISSUER, useFactory: () => developmentIssuer(key, config) }]),
      ],
      exports: [READINESS, REMARKS],
    };
  }

  onModuleInit(): void {
    secureHeaders(this.#fastify);
    docsFiles(this.#fastify);
    proxyRoutes(this.#fastify, { upstreams: this.#upstreams, tokens: this.#tokens });
    rawRoutes(this.#fastify, this.#upstreams);
    surveyRoutes(this.#fastify, { upstreams: this.#upstreams });
    styleRoutes(this.#fastify, { upstreams: this.#upstreams });
    unsubscribeRoutes(this.#fastify, { upstreams: this.#upstreams });
    if (this.#config.CONSOLE_DIR !== undefined) consoleFiles(this.#fastify, this.#config.CONSOLE_DIR);
  }
}
