import { describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { traced } from './tracing.ts';

describe('the trace of an event', () => {
  it('goes on where it is applied, when it is sampled', async () => {
    const exporter = new InMemorySpanExporter();
    new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const event = (flags: string) => ({
      traceparent: `00-${traceId}-b7ad6b7169203331-${flags}`,
      type: 'PointsEarned' as const,
      id: 'e1',
    });
    await traced('process', [event('01'), event('00'), { ...event('01'), traceparent: null }], async () => undefined);
    const spans = exporter.getFinishedSpans();
    expect(spans.map(span => [span.name, span.spanContext().traceId, span.parentSpanContext?.spanId])).toEqual([
      ['process PointsEarned', traceId, 'b7ad6b7169203331'],
    ]);
    trace.disable();
  });
});
