import type { FastifyRequest } from 'fastify';

const PASSED_ON = [
  'accept',
  'accept-language',
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'rapport-after',
  'tracestate',
  'user-agent',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
];

const BETWEEN_NEIGHBOURS = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers that a service gets: those it knows, and the trace as it goes on from here. */
export function passedOn(request: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  // The attributes of a CloudEvent in binary mode.
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith('ce-') && typeof value === 'string') headers[name] = value;
  }
  if (request.trace !== undefined) headers['traceparent'] = request.trace.traceparent;
  return headers;
}

/** The headers of an answer that concern the client. */
export function passedBack(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !BETWEEN_NEIGHBOURS.has(name)) kept[name] = value;
  }
  return kept;
}
