import { Transform } from 'node:stream';
import { Problem } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import { passedBack, passedOn } from './headers.ts';
import { codeOf, refusal } from './refusal.ts';
import { SILENCE_MS, type Upstream } from './upstreams.ts';

export const BODY_LIMIT = 1024 * 1024;
const READ_OUT = 16 * BODY_LIMIT;

/** Sends the request on to `path` of a service, and its answer back, both as they come. Throws a problem where there is none. */
export async function forward(
  upstream: Upstream,
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
  limit = BODY_LIMIT,
): Promise<FastifyReply> {
  const body = bodyOf(request, limit);
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort({ name: 'TimeoutError' }), SILENCE_MS);
  reply.raw.once('close', () => stop.abort());
  const send = (): Promise<Dispatcher.ResponseData> =>
    upstream.pool.request({
      method: isMethod(request.method) ? request.method : 'GET',
      path,
      headers: passedOn(request),
      body: body ?? null,
      signal: stop.signal,
    });
  try {
    const answer = await send().catch((error: unknown) => {
      // A kept connection may close just when it is used; what only reads can be asked again.
      if (request.method !== 'GET' || !CUT.has(codeOf(error))) throw error;
      return send();
    });
    return await reply.status(answer.statusCode).headers(passedBack(answer.headers)).send(answer.body);
  } catch (error) {
    throw refusal(error, upstream.name);
  } finally {
    clearTimeout(late);
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
const isMethod = (method: string): method is Method => METHODS.some(known => known === method);

const CUT = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** The body as it comes in, cut off where it grows too large; undefined where there is none. */
function bodyOf({ headers, raw }: FastifyRequest, limit: number): Transform | undefined {
  const length = headers['content-length'];
  if (Number(length ?? 0) > limit) throw tooLarge(limit, Number(length) <= READ_OUT);
  if (headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) return undefined;
  let size = 0;
  // A stream of its own: the client's connection must outlive a service's, to be told what happened.
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(tooLarge(limit, false));
      else done(null, chunk);
    },
  });
  return raw.pipe(limited);
}

/** Who is still sending when the connection closes may lose the answer: what ends soon is read to its end. */
const tooLarge = (limit: number, endsSoon: boolean): Problem =>
  new Problem('too-large', `A body may have ${limit >> 20} MiB.`, endsSoon ? {} : { headers: { connection: 'close' } });
