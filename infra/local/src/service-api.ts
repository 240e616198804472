import type { ServiceName } from '@rapport/contracts';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { exitCodes, Failure } from './failure.ts';

const problem = Compile(Type.Object({ title: Type.String(), detail: Type.Optional(Type.String()) }));

/** Asks a route of a service: by POST where there is a body. Every failure is one that tells a person what to do. */
export type Ask = (service: ServiceName, path: string, body?: object) => Promise<unknown>;

/** `codeOf` gives the exit code of a status that is no success. */
export function askServices(
  addresses: Readonly<Record<ServiceName, string>>,
  token: string,
  codeOf: (status: number) => number = codeOfStatus,
): Ask {
  return async (service, path, body) => {
    const response = await fetch(`${addresses[service]}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Failure(`${service} does not answer`, exitCodes.unavailable, './rapport status tells more');
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const words = problem.Check(answer) ? (answer.detail ?? answer.title) : 'no reason given';
    throw new Failure(`${service} answers ${response.status}: ${words}`, codeOf(response.status));
  };
}

export function checked<T>(check: { Check(value: unknown): value is T }, answer: unknown, service: string): T {
  if (check.Check(answer)) return answer;
  throw new Failure(`${service} answers something else than this command knows`, exitCodes.failed);
}

type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

/** The pages of a list, one after the other: `ask` is asked with the query of each. */
export async function* pagesOf<T>(
  check: { Check(value: unknown): value is Page<T> },
  service: ServiceName,
  filter: Readonly<Record<string, string>>,
  ask: (query: string) => Promise<unknown>,
): AsyncGenerator<readonly T[]> {
  const query = new URLSearchParams({ limit: '200', ...filter });
  for (;;) {
    const { items, next } = checked(check, await ask(query.toString()), service);
    yield items;
    if (next === null) return;
    query.set('cursor', next);
  }
}

/** All items of such a list. */
export async function allItems<T>(...list: Parameters<typeof pagesOf<T>>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pagesOf(...list)) items.push(...page);
  return items;
}

function codeOfStatus(status: number): number {
  if (status === 404) return exitCodes.notFound;
  if (status === 409) return exitCodes.conflict;
  return status >= 500 ? exitCodes.unavailable : exitCodes.failed;
}
