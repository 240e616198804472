import type { ServiceName } from '@rapport/contracts';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { exitCodes, Failure } from '../failure.ts';

const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Survey = Type.Object({
  state: Type.String(),
  reason: orNull(Type.String()),
  complete: Type.Boolean(),
  events: Type.Integer(),
  firstPosition: orNull(Type.Integer()),
  lastPosition: orNull(Type.Integer()),
  since: orNull(Type.String()),
  subjects: Type.Integer(),
  streams: Type.Integer(),
  someSubjects: Type.Array(Type.String()),
  conflicts: Type.Array(Type.Unknown()),
});
const Progress = Type.Object({
  state: Type.String(),
  done: Type.Integer(),
  total: Type.Integer(),
  events: Type.Integer(),
});
const Stream = Type.Object({
  stream: Type.String(),
  subject: Type.String(),
  fromVersion: Type.Integer(),
  toVersion: Type.Integer(),
  recordedAt: Type.String(),
  personal: Type.Boolean(),
});
const survey = Compile(Survey);
const progress = Compile(Progress);
const page = Compile(Type.Object({ items: Type.Array(Stream), next: orNull(Type.String()) }));
const problem = Compile(Type.Object({ title: Type.String(), detail: Type.Optional(Type.String()) }));

export type Survey = Static<typeof Survey>;
export type Progress = Static<typeof Progress>;
export type Stream = Static<typeof Stream>;

/** The routes `/v1/reconciliation` of the services. Every failure is one that tells a person what to do. */
export interface ReconcileApi {
  survey(service: ServiceName): Promise<Survey>;
  step(service: ServiceName): Promise<Progress>;
  streams(service: ServiceName): Promise<Stream[]>;
}

export function reconcileApi(addresses: Readonly<Record<ServiceName, string>>, token: string): ReconcileApi {
  const ask = async (service: ServiceName, path: string, method = 'GET'): Promise<unknown> => {
    const response = await fetch(`${addresses[service]}/v1/reconciliation${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    }).catch(() => {
      throw new Failure(`${service} does not answer`, exitCodes.unavailable, './rapport status tells more');
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const words = problem.Check(answer) ? (answer.detail ?? answer.title) : `it answers ${response.status}`;
    throw new Failure(`${service}: ${words}`, response.status === 409 ? exitCodes.conflict : exitCodes.unavailable);
  };
  return {
    survey: async service => checked(survey, await ask(service, ''), service),
    step: async service => checked(progress, await ask(service, ':step', 'POST'), service),
    async streams(service) {
      const items: Stream[] = [];
      const query = new URLSearchParams({ limit: '200' });
      for (;;) {
        const answer = checked(page, await ask(service, `/streams?${query.toString()}`), service);
        items.push(...answer.items);
        if (answer.next === null) return items;
        query.set('cursor', answer.next);
      }
    },
  };
}

function checked<T>(check: { Check(value: unknown): value is T }, answer: unknown, service: string): T {
  if (check.Check(answer)) return answer;
  throw new Failure(`${service} answers something else than this command knows`, exitCodes.failed);
}
