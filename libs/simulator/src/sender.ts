import { setTimeout as sleep } from 'node:timers/promises';

export interface SenderOptions {
  /** Address of the gateway, such as http://127.0.0.1:4100. */
  gateway: string;
  /** A bearer token of role `service`, or what gives a fresh one: asked again once after a 401. */
  token: string | (() => string | Promise<string>);
  signal?: AbortSignal;
  /** How long one request may go on meeting an unavailable or overloaded service, in milliseconds. */
  patience?: number;
  onWait?: (reason: string, milliseconds: number) => void;
}

export interface Sender {
  /**
   * Answers the parsed JSON body of a 2xx. Throws SendError for a final refusal, and the signal's reason when aborted. Sent again under
   * the same key, it is not done again.
   */
  post(path: string, body: unknown, method?: 'POST' | 'PUT', key?: string): Promise<unknown>;
  get(path: string): Promise<unknown>;
}

/** The service refused for good, or did not come back within the sender's patience. `problem` is the parsed body, if any. */
export class SendError extends Error {
  readonly status: number | null;
  readonly problem: unknown;
  constructor(message: string, status: number | null, problem: unknown) {
    super(message);
    this.name = 'SendError';
    this.status = status;
    this.problem = problem;
  }
}

interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly json?: string;
  readonly key?: string | undefined;
}

interface Answer {
  status: number | null;
  retryAfter: number | null;
  body: unknown;
  reason: string;
}

/** A gateway between restarts answers these; a plain 500 is tried a few times only, since it may be for good. */
const PASSING = new Set<number | null>([null, 408, 425, 429, 502, 503, 504]);
const TRIES_AFTER_500 = 5;
const LONGEST_WAIT = 10_000;
const ANSWER_WITHIN = 60_000;

/** Sends JSON and outlives restarts: waits as Retry-After says, else doubling with jitter, until patience ends. */
export function createSender(options: SenderOptions): Sender {
  let token: string | null = null;
  const bearer = async (): Promise<string> =>
    typeof options.token === 'string' ? options.token : (token ??= await options.token());

  const send = async (path: string, asked: Asked): Promise<unknown> => {
    const givesUpAt = Date.now() + (options.patience ?? 300_000);
    let renewed = false;
    for (let tried = 1; ; tried += 1) {
      options.signal?.throwIfAborted();
      const answer = await ask(new URL(path, options.gateway), asked, await bearer(), options.signal);
      if (answer.status !== null && answer.status < 300) return answer.body;
      if (answer.status === 401 && !renewed && typeof options.token !== 'string') {
        renewed = true;
        token = null;
        continue;
      }
      const passing = PASSING.has(answer.status) || ((answer.status ?? 0) >= 500 && tried <= TRIES_AFTER_500);
      const wait =
        answer.retryAfter ?? Math.min(LONGEST_WAIT, 100 * 2 ** Math.min(tried, 10)) * (0.5 + Math.random() / 2);
      if (!passing || Date.now() + wait > givesUpAt) throw new SendError(answer.reason, answer.status, answer.body);
      options.onWait?.(answer.reason, wait);
      await sleep(wait, undefined, options.signal ? { signal: options.signal } : {});
    }
  };
  return {
    post: (path, body, method = 'POST', key) => send(path, { method, json: JSON.stringify(body), key }),
    get: path => send(path, { method: 'GET' }),
  };
}

async function ask(
  url: URL,
  { method, json, key }: Asked,
  token: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const limit = AbortSignal.timeout(ANSWER_WITHIN);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(json !== undefined && { body: json }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const answered = parse(await response.text());
    const reason = `${url.pathname} answered ${response.status}${saying(answered)}`;
    return { status: response.status, retryAfter: retryAfter(response.headers), body: answered, reason };
  } catch (error) {
    signal?.throwIfAborted();
    return {
      status: null,
      retryAfter: null,
      body: null,
      reason: `${url.origin} cannot be reached (${causeOf(error)})`,
    };
  }
}

/** Retry-After in seconds or as a date; a little jitter keeps senders apart. */
function retryAfter(headers: Headers): number | null {
  const given = headers.get('retry-after');
  if (given === null) return null;
  const wait = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Number.isFinite(wait) ? Math.min(60_000, Math.max(0, wait)) + Math.random() * 100 : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 500);
  }
}

function saying(body: unknown): string {
  if (typeof body === 'string') return body === '' ? '' : `: ${body.slice(0, 200)}`;
  if (typeof body !== 'object' || body === null) return '';
  const title = 'title' in body && typeof body.title === 'string' ? body.title : '';
  const detail = 'detail' in body && typeof body.detail === 'string' ? body.detail : '';
  const said = [title, detail].filter(part => part !== '').join(': ');
  return said === '' ? '' : ` (${said})`;
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  return error.message;
}
