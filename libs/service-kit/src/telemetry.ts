import {
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace that this request is part of; absent where the URL itself was refused. */
    trace: RequestTrace | undefined;
  }
}

export interface RequestTrace {
  readonly traceId: string;
  readonly traceparent: string;
  readonly span: Span;
  readonly context: Context;
}

const TRACER = 'rapport';

/**
 * Sets up tracing for this process. Every request has a trace id; spans are exported only when `endpoint` (OTLP over
 * HTTP) is given, a `share` of those that didn't start elsewhere.
 */
export function startTelemetry(
  service: string,
  endpoint: string | undefined,
  share: number,
): { stop(): Promise<void> } {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `rapport-${service}` }),
    sampler:
      endpoint === undefined
        ? new AlwaysOffSampler()
        : new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors:
      endpoint === undefined
        ? []
        : [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }))],
  });
  provider.register();
  return { stop: () => provider.shutdown() };
}

/** The W3C header of the work going on here, to hand on with a command. */
export const currentTraceparent = (): string | undefined => traceparentOf(trace.getActiveSpan());

function traceparentOf(span: Span | undefined): string | undefined {
  const own = span?.spanContext();
  if (own === undefined || !isSpanContextValid(own)) return undefined;
  return `00-${own.traceId}-${own.spanId}-${own.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Runs `work` in a span of its own, which ends with it and records its failure. */
export async function withSpan<T>(name: string, work: (span: Span) => Promise<T>): Promise<T> {
  return trace.getTracer(TRACER).startActiveSpan(name, async span => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** One server span a request, continuing the caller's `traceparent`; the answer carries it too. */
export function traceRequests(instance: FastifyInstance): void {
  const tracer = trace.getTracer(TRACER);
  instance.decorateRequest('trace', undefined);
  instance.addHook('onRequest', (request, reply, done) => {
    const caller =
      request.headers.traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, request.headers);
    const route = request.routeOptions.url ?? 'unknown';
    const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER }, caller);
    if (span.isRecording()) span.setAttributes({ 'http.request.method': request.method, 'http.route': route });
    const traceparent = traceparentOf(span) ?? '';
    const { traceId } = span.spanContext();
    request.trace = { traceId, traceparent, span, context: trace.setSpan(caller, span) };
    void reply.header('traceparent', traceparent);
    done();
  });
  // Reading the body leaves the context of the hook before, so that it is entered here, next to the handler.
  instance.addHook('preHandler', (request, _reply, done) =>
    request.trace === undefined ? done() : context.with(request.trace.context, done),
  );
  instance.addHook('onResponse', (request, reply, done) => {
    const span = request.trace?.span;
    if (span?.isRecording() === true) {
      span.setAttribute('http.response.status_code', reply.statusCode);
      if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span?.end();
    done();
  });
}
