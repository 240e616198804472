import { SpanKind, trace, TraceFlags, ROOT_CONTEXT, type Span } from '@opentelemetry/api';
import type { RecordedEvent } from '@rapport/contracts';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const AT_MOST = 20;

/**
 * Runs a piece of work within the traces of the events it is about: a span for each event whose trace is sampled, some
 * twenty at the most, since at full speed the spans would be the load.
 */
export async function traced<T>(name: string, events: readonly Traced[], work: () => Promise<T>): Promise<T> {
  const spans = events
    .filter(isSampled)
    .slice(0, AT_MOST)
    .map(event => startSpan(name, event));
  try {
    return await work();
  } finally {
    for (const span of spans) span.end();
  }
}

type Traced = Pick<RecordedEvent, 'traceparent' | 'type' | 'id'>;

const isSampled = ({ traceparent }: Traced): boolean => {
  const flags = TRACEPARENT.exec(traceparent ?? '')?.[3] ?? '0';
  return (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) !== 0;
};

function startSpan(name: string, { traceparent, type, id }: Traced): Span {
  const [, traceId = '', spanId = ''] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  const parent = trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
  const attributes = { 'messaging.message.id': id, 'messaging.operation.name': name };
  return trace.getTracer('rapport').startSpan(`${name} ${type}`, { kind: SpanKind.CONSUMER, attributes }, parent);
}
