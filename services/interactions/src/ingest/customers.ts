import { readFile } from 'node:fs/promises';
import { UnavailableError } from '@rapport/messaging';
import { compile, problemDocument, type ProblemDocument } from '@rapport/service-kit';
import Type from 'typebox';
import type { Who } from './reading.ts';

const LIMIT = 500;
/** A body may have 1 MiB there. */
const MOST_BYTES = 1_000_000;
/** These speak of what is in the body; all others of a passing fault, or of our own settings. */
const OF_THE_BODY = new Set([400, 413, 422]);
const TIMEOUT_MS = 10_000;

const Problem = Type.Object({ type: Type.String(), title: Type.String(), status: Type.Integer() });
const problemShape = compile(Problem);
const answerShape = compile(
  Type.Object({
    results: Type.Array(
      Type.Union([
        Type.Object({ index: Type.Integer(), status: Type.Literal('accepted'), customerId: Type.String() }),
        Type.Object({ index: Type.Integer(), status: Type.Literal('rejected'), problem: Problem }),
      ]),
    ),
  }),
);

/** Somebody who was seen, and when at first. */
export interface Sighting {
  readonly who: Who;
  readonly occurredAt: string;
}

export type Found = { readonly customerId: string } | { readonly problem: ProblemDocument };

/** Finds or registers customers: in the order of the sightings, one answer each. Throws UnavailableError where nobody answers. */
export type FindCustomers = (sightings: readonly Sighting[]) => Promise<readonly Found[]>;

/** Where profile is, and by what right it is asked; each may be missing from the settings. */
export interface ProfileAt {
  readonly PEERS?: { readonly profile: string };
  readonly SERVICE_TOKEN_FILE?: string;
}

/** Asks `POST profile/v1/resolve`, the one question that services may ask: events carry no identifiers, but a customer each. */
export function askProfile({ PEERS: peers, SERVICE_TOKEN_FILE: path }: ProfileAt): FindCustomers {
  return async sightings => {
    if (peers === undefined || path === undefined) {
      throw new UnavailableError('The settings PEERS and SERVICE_TOKEN_FILE must say where customers are found.', 60);
    }
    const to = { url: new URL('/v1/resolve', peers.profile), token: (await readFile(path, 'utf8')).trim() };
    const items = sightings.map(({ who, occurredAt }) => JSON.stringify({ ...who, occurredAt }));
    const found: Found[] = [];
    for (const some of inBodies(items)) found.push(...(await ask(to, some)));
    return found;
  };
}

/** As many together as one body may bring. */
function inBodies(items: readonly string[]): readonly string[][] {
  const bodies: string[][] = [];
  let bytes = 0;
  for (const item of items) {
    const last = bodies.at(-1);
    bytes += Buffer.byteLength(item) + 1;
    if (last !== undefined && last.length < LIMIT && bytes <= MOST_BYTES) last.push(item);
    else {
      bodies.push([item]);
      bytes = Buffer.byteLength(item) + 1;
    }
  }
  return bodies;
}

interface Receiver {
  readonly url: URL;
  readonly token: string;
}

/** A body that is refused is asked in halves, until what was wrong with it stands alone: nobody else suffers for it. */
async function ask(to: Receiver, items: readonly string[]): Promise<readonly Found[]> {
  const response = await post(to, `{"items":[${items.join(',')}]}`);
  if (response?.ok === true) return foundIn(await response.json(), items.length);
  if (response === undefined || !OF_THE_BODY.has(response.status)) {
    await response?.body?.cancel();
    throw new UnavailableError('The service profile, which finds customers, does not answer just now.', 1);
  }
  if (items.length === 1) return [{ problem: await problemIn(response) }];
  await response.body?.cancel();
  const half = Math.ceil(items.length / 2);
  return [...(await ask(to, items.slice(0, half))), ...(await ask(to, items.slice(half)))];
}

const post = ({ url, token }: Receiver, body: string): Promise<Response | undefined> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => undefined);

async function problemIn(response: Response): Promise<ProblemDocument> {
  const said: unknown = await response.json().catch(() => undefined);
  return problemShape.accepts(said) ? said : problemDocument('form', 'The service profile does not take it.');
}

function foundIn(answer: unknown, count: number): readonly Found[] {
  if (!answerShape.accepts(answer) || answer.results.length !== count) {
    throw new TypeError('profile, asked for customers, answers something else');
  }
  return answer.results.map(result =>
    result.status === 'accepted' ? { customerId: result.customerId } : { problem: result.problem },
  );
}
