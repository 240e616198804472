import type { ServiceName } from '@rapport/contracts';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { exitCodes, Failure } from './failure.ts';

const problem = Compile(Type.Object({ title: Type.String(), detail: Type.Optional(Type.String()) }));

/** Asks a route of a service: by POST where there is a body. Every failure is one that tells a person what to do. */
export type Ask = (service: ServiceName, path: string, body?: object) => Promise<unknown>;

export function askServices(addresses: Readonly<Record<ServiceName, string>>, token: string): Ask {
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
    throw new Failure(`${service} answers ${response.status}: ${words}`, codeOfStatus(response.status));
  };
}

export function checked<T>(check: { Check(value: unknown): value is T }, answer: unknown, service: string): T {
  if (check.Check(answer)) return answer;
  throw new Failure(`${service} answers something else than this command knows`, exitCodes.failed);
}

function codeOfStatus(status: number): number {
  if (status === 404) return exitCodes.notFound;
  if (status === 409) return exitCodes.conflict;
  return status >= 500 ? exitCodes.unavailable : exitCodes.failed;
}
