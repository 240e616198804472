import { orNull, type ServiceName } from '@rapport/contracts';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { exitCodes } from '../failure.ts';
import { askServices, checked, pagesOf } from '../service-api.ts';

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

export type Survey = Static<typeof Survey>;
export type Progress = Static<typeof Progress>;
export type Stream = Static<typeof Stream>;

/** The routes `/v1/reconciliation` of the services. Every failure is one that tells a person what to do. */
export interface ReconcileApi {
  survey(service: ServiceName): Promise<Survey>;
  step(service: ServiceName): Promise<Progress>;
  /** Page by page. */
  streams(service: ServiceName): AsyncIterable<readonly Stream[]>;
}

export function reconcileApi(addresses: Readonly<Record<ServiceName, string>>, token: string): ReconcileApi {
  const services = askServices(addresses, token, codeOfStatus);
  const ask = (service: ServiceName, path: string, body?: object): Promise<unknown> =>
    services(service, `/v1/reconciliation${path}`, body);
  return {
    survey: async service => checked(survey, await ask(service, ''), service),
    step: async service => checked(progress, await ask(service, ':step', {}), service),
    streams: service => pagesOf(page, service, {}, query => ask(service, `/streams?${query}`)),
  };
}

/** A service that can not tell counts as away, whatever it answers: the others are surveyed nevertheless. */
const codeOfStatus = (status: number): number => (status === 409 ? exitCodes.conflict : exitCodes.unavailable);
