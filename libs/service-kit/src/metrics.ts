import { Controller, Get, Inject } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { Public } from './allow.ts';
import { Reply } from './actor.ts';
import { Returns } from './returns.ts';

export const METRICS = Symbol('metrics');

export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Times every request by route and status. */
export function measureRequests(instance: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
}

@Controller()
export class MetricsController {
  readonly #registry: Registry;

  constructor(@Inject(METRICS) registry: Registry) {
    this.#registry = registry;
  }

  @Get('metrics')
  @Public()
  @Returns('Metrics for Prometheus')
  async metrics(@Reply() reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.#registry.contentType);
    return this.#registry.metrics();
  }
}
