import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { METRICS, Problem } from '@rapport/service-kit';
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';

export const AT_ONCE = Symbol('at once');

/**
 * Lets so many requests of senders in at once, and asks the others to come back: before their bodies are read, so that
 * memory and database stay with what was let in, however many come.
 */
@Injectable()
export class Gate implements OnModuleInit {
  readonly #fastify: FastifyInstance;
  readonly #atOnce: number;
  readonly #refused: Counter;
  #inside = 0;

  constructor(
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(AT_ONCE) atOnce: number,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.#fastify = host.httpAdapter.getInstance<FastifyInstance>();
    this.#atOnce = atOnce;
    this.#refused = new Counter({
      name: 'rapport_ingest_throttled_total',
      help: 'Requests of senders that were asked to come back later',
      registers: [metrics],
    });
    const inside = (): number => this.#inside;
    new Gauge({
      name: 'rapport_ingest_requests_under_way',
      help: 'Requests of senders that are being taken',
      registers: [metrics],
      collect() {
        this.set(inside());
      },
    });
  }

  onModuleInit(): void {
    this.#fastify.addHook('onRequest', (request, reply, done) => {
      if (request.routeOptions.config.rawBodyLimit === undefined) return done();
      if (this.#inside >= this.#atOnce) {
        this.#refused.inc();
        return done(new Problem('throttled', 'Too much is coming in just now: send it again.', SOON));
      }
      this.#inside += 1;
      reply.raw.once('close', () => (this.#inside -= 1));
      done();
    });
  }
}

// Some clients wait a minute where nothing is said.
const SOON = { headers: { 'retry-after': '1' } };
