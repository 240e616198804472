import { isObject } from './json.ts';
import { afterOwn, wrote } from './own-writes.ts';
import { Problem, readProblem } from './problem.ts';
import { currentToken, expire } from './session.ts';

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** A press of a button is one act: sent again after a lost answer, it must not count twice. */
  idempotencyKey?: string;
}

function headersOf(path: string, options: Options): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const token = currentToken();
  if (token) headers['authorization'] = `Bearer ${token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  const after = options.method === undefined || options.method === 'GET' ? afterOwn(path) : undefined;
  if (after !== undefined) headers['rapport-after'] = after;
  return headers;
}

async function reach(path: string, options: Options): Promise<Response> {
  try {
    return await fetch(path, {
      method: options.method ?? 'GET',
      headers: headersOf(path, options),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem({ status: 0, slug: 'unreachable', title: 'unreachable' });
  }
}

async function answered(path: string, options: Options): Promise<Response> {
  const response = await reach(path, options);
  if (response.ok) {
    if (options.method !== undefined && options.method !== 'GET') wrote(path, response);
    return response;
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.status === 401) expire();
  throw readProblem(response.status, response.statusText, body);
}

/** What is to be handed on as it is, such as a page to print. */
export const requestText = async (path: string, options: Options = {}): Promise<string> =>
  (await answered(path, options)).text();

export async function request<T>(path: string, options: Options = {}): Promise<T> {
  const response = await answered(path, options);
  const body: unknown = await response.json().catch(() => null);
  if (!isObject<T>(body)) throw readProblem(response.status, 'not JSON', null);
  return body;
}

export function queryString(values: Record<string, string | number | undefined>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
