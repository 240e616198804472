import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { SENDER_PATHS } from '@rapport/contracts';
import { METRICS, Problem } from '@rapport/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';
import { Sources } from './sources.ts';
import { notInForce, writeKeyIn } from './write-key.ts';

export interface GateSettings {
  readonly atOnce: number;
  /** A body that takes longer is given up. */
  readonly bodyMs: number;
}
export const GATE = Symbol('gate');

const NOBODY = 'without a key';

/**
 * Lets so many requests of senders in at once, and asks the others to come back: before their bodies are read, so that
 * memory and database stay with what was let in, however many come. A source has half of the places at most, and all who show
 * no key in their headers a quarter together, so that nobody keeps the others out.
 */
@Injectable()
export class Gate implements OnModuleInit {
  readonly #fastify: FastifyInstance;
  readonly #settings: GateSettings;
  readonly #sources: Sources;
  readonly #refused: Counter;
  readonly #inside = new Map<string, number>();

  constructor(
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(GATE) settings: GateSettings,
    @Inject(METRICS) metrics: Registry,
    sources: Sources,
  ) {
    this.#fastify = host.httpAdapter.getInstance<FastifyInstance>();
    this.#settings = settings;
    this.#sources = sources;
    this.#refused = new Counter({
      name: 'rapport_ingest_throttled_total',
      help: 'Requests of senders that were asked to come back later',
      registers: [metrics],
    });
    const total = (): number => this.#total();
    new Gauge({
      name: 'rapport_ingest_requests_under_way',
      help: 'Requests of senders that are being taken',
      registers: [metrics],
      collect() {
        this.set(total());
      },
    });
  }

  onModuleInit(): void {
    this.#fastify.addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.config.rawBodyLimit === undefined) return;
      const sender = await this.#senderOf(request);
      // Who left while the key was looked up will not leave once more.
      if (reply.raw.closed) return;
      this.#letIn(sender, reply);
      this.#hurry(request, reply);
    });
  }

  /** Throws 401 for a key that is none: it takes nobody's place. */
  async #senderOf({ headers, routeOptions }: FastifyRequest): Promise<string> {
    const key = SENDER_PATHS.has(routeOptions.url ?? '') ? writeKeyIn(headers.authorization) : undefined;
    if (key === undefined) return NOBODY;
    const source = await this.#sources.of(key);
    if (source === undefined) throw notInForce();
    return source.sourceId;
  }

  #letIn(sender: string, reply: FastifyReply): void {
    const { atOnce } = this.#settings;
    const mine = this.#inside.get(sender) ?? 0;
    const share = Math.max(1, Math.floor(atOnce / (sender === NOBODY ? 4 : 2)));
    if (mine >= share || this.#total() >= atOnce) {
      this.#refused.inc();
      throw new Problem('throttled', 'Too much is coming in just now: send it again.', SOON);
    }
    this.#inside.set(sender, mine + 1);
    reply.raw.once('close', () => {
      const left = (this.#inside.get(sender) ?? 0) - 1;
      if (left > 0) this.#inside.set(sender, left);
      else this.#inside.delete(sender);
    });
  }

  /** Gives a body up that does not arrive in time, and its connection with it: what is left of it is not waited for. */
  #hurry({ raw }: FastifyRequest, reply: FastifyReply): void {
    const tooSlow = (): void => {
      void reply.send(
        new Problem('too-slow', 'The body did not arrive in time.', { headers: { connection: 'close' } }),
      );
    };
    const timer = setTimeout(tooSlow, this.#settings.bodyMs);
    raw.once('end', () => clearTimeout(timer));
    reply.raw.once('close', () => clearTimeout(timer));
  }

  #total(): number {
    return [...this.#inside.values()].reduce((sum, each) => sum + each, 0);
  }
}

// Some clients wait a minute where nothing is said.
const SOON = { headers: { 'retry-after': '1' } };
