import 'reflect-metadata';
import type { DynamicModule, Type as Class } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { JSONWebKeySet } from 'jose';
import type { ProcessConfig } from './config.ts';
import { refuseMethods } from './addresses.ts';
import { refuseUnreadable } from './client-error.ts';
import { refuseWhileDraining, type InFlight } from './drain.ts';
import { useJsonParser } from './json-parser.ts';
import { keySet } from './key-set.ts';
import { KitModule } from './kit.module.ts';
import { createLogger, nestLogger, type Logger } from './logger.ts';
import { createMetrics, measureRequests } from './metrics.ts';
import { openApi } from './openapi.ts';
import { refuseAddress } from './problem.filter.ts';
import { assertRules, routesOf } from './routes.ts';
import { traceRequests } from './telemetry.ts';
import { tokenVerifier } from './token.ts';

const BODY_LIMIT = 1024 * 1024;

export interface ServiceOptions {
  readonly name: string;
  readonly module: Class | DynamicModule;
  readonly config: Pick<ProcessConfig, 'LOG_LEVEL' | 'AUTH_ISSUER' | 'AUTH_AUDIENCE' | 'AUTH_JWKS'>;
  /** Addresses or networks of proxies whose word is taken on whom they pass on (`X-Forwarded-For`); none by default. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Reads the key set; over http(s) or from a file when absent. */
  readonly readKeys?: (url: string) => Promise<JSONWebKeySet>;
}

export interface Service {
  readonly app: NestFastifyApplication;
  readonly logger: Logger;
  /** Refuses new requests with 503 and waits for those under way, at most `ms`. */
  readonly drain: (ms: number) => Promise<void>;
}

/** The application, ready to listen or to be asked by `app.inject`. Fails when a route has no rule of access. */
export async function createService({
  name,
  module,
  config,
  readKeys,
  trustedProxies = [],
}: ServiceOptions): Promise<Service> {
  const logger = createLogger(name, config.LOG_LEVEL);
  const metrics = createMetrics(name);
  const stopping = new AbortController();
  const tokens = tokenVerifier({
    issuer: config.AUTH_ISSUER,
    audience: config.AUTH_AUDIENCE,
    key: (header, token) => keys.key(header, token),
  });
  const keys = keySet(config.AUTH_JWKS, () => tokens.forget(), readKeys);
  const document: { content: unknown } = { content: undefined };
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    forceCloseConnections: true,
    return503OnClosing: false,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseUnreadable,
  });
  const fastify = adapter.getInstance();
  useJsonParser(fastify);
  traceRequests(fastify);
  const inFlight: InFlight = refuseWhileDraining(fastify, stopping.signal);
  measureRequests(fastify, metrics);
  refuseMethods(fastify, () => routes);
  fastify.decorateRequest('principal', undefined);
  fastify.addHook('onClose', () => keys.close());
  const app = await NestFactory.create<NestFastifyApplication>(
    KitModule.around({ module, logger, metrics, draining: stopping.signal, tokens, document }),
    adapter,
    { logger: nestLogger(logger), abortOnError: false, bodyParser: false },
  );
  const routes = routesOf(app.get(DiscoveryService), app.get(MetadataScanner));
  assertRules(routes);
  document.content = openApi(name, 'v1', routes);
  await app.init();
  await fastify.ready();
  return {
    app,
    logger,
    drain: ms => {
      stopping.abort();
      return inFlight.idle(ms);
    },
  };
}
