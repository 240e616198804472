import { readFile } from 'node:fs/promises';
import { UnavailableError } from '@rapport/messaging';
import { compile, type ProblemDocument } from '@rapport/service-kit';
import Type from 'typebox';
import type { Who } from './reading.ts';

const LIMIT = 500;
const TIMEOUT_MS = 10_000;

const Problem = Type.Object({ type: Type.String(), title: Type.String(), status: Type.Integer() });
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
    const token = (await readFile(path, 'utf8')).trim();
    const found: Found[] = [];
    for (let start = 0; start < sightings.length; start += LIMIT) {
      found.push(...(await ask(new URL('/v1/resolve', peers.profile), token, sightings.slice(start, start + LIMIT))));
    }
    return found;
  };
}

async function ask(url: URL, token: string, sightings: readonly Sighting[]): Promise<readonly Found[]> {
  const items = sightings.map(({ who, occurredAt }) => ({ ...who, occurredAt }));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ items }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => undefined);
  if (response?.ok !== true) {
    await response?.body?.cancel();
    throw new UnavailableError('The service profile, which finds customers, does not answer just now.', 1);
  }
  const answer: unknown = await response.json();
  if (!answerShape.accepts(answer) || answer.results.length !== sightings.length) {
    throw new TypeError('profile, asked for customers, answers something else');
  }
  return answer.results.map(result =>
    result.status === 'accepted' ? { customerId: result.customerId } : { problem: result.problem },
  );
}
