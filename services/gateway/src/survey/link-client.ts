import { Compile } from 'typebox/compile';
import Type from 'typebox';
import type { Upstream } from '../proxy/upstreams.ts';

const PATIENCE_MS = 10_000;

const problem = Compile(Type.Object({ type: Type.String() }));

export type Sent = 'recorded' | 'answered' | 'expired' | 'unknown' | 'odd' | 'away';

/** What the link leads to; 'unknown' where it is none of ours, 'away' where that can't be told just now. */
export async function readLink<Linked>(
  upstream: Upstream | undefined,
  path: string,
  isLinked: (body: unknown) => body is Linked,
): Promise<Linked | 'unknown' | 'away'> {
  const { status, body } = await ask(upstream, { method: 'GET', path });
  if (status === 404 || status === 400) return 'unknown';
  return status === 200 && isLinked(body) ? body : 'away';
}

export async function sendAnswer(upstream: Upstream | undefined, path: string, answer: unknown): Promise<Sent> {
  const { status, body } = await ask(upstream, {
    method: 'POST',
    path: `${path}/answers`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer),
  });
  if (status === 201 || status === 200) return 'recorded';
  if (status === 409) return 'answered';
  if (status === 404) return 'unknown';
  if (status === 422 && problem.Check(body) && body.type === '/problems/link-expired') return 'expired';
  return status === 400 || status === 422 || status === 413 ? 'odd' : 'away';
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** What a service answers; 503 without a body where none does. */
export async function ask(
  upstream: Upstream | undefined,
  request: Request,
): Promise<{ readonly status: number; readonly body: unknown }> {
  if (upstream === undefined) return { status: 503, body: undefined };
  try {
    const { statusCode, body } = await upstream.pool.request({ ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: statusCode, body: await body.json() };
  } catch {
    return { status: 503, body: undefined };
  }
}
