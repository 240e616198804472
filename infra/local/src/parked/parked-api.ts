import { orNull, SERVICES, type ServiceName } from '@rapport/contracts';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { allItems, askServices, checked } from '../service-api.ts';

const item = {
  id: Type.Integer(),
  topic: Type.String(),
  partition: Type.Integer(),
  offset: Type.Integer(),
  subject: Type.String(),
  eventId: orNull(Type.String()),
  type: orNull(Type.String()),
  reason: Type.String(),
  parkedAt: Type.String(),
  behind: Type.Integer(),
  tries: Type.Integer(),
  triedAt: orNull(Type.String()),
  failure: orNull(Type.String()),
  droppedAt: orNull(Type.String()),
  droppedBy: orNull(Type.String()),
  dropReason: orNull(Type.String()),
};
const Item = Type.Object(item);
const Whole = Type.Object({
  ...item,
  headers: Type.Record(Type.String(), Type.String()),
  data: Type.Unknown(),
  text: orNull(Type.String()),
});
const Failed = Type.Object({ id: Type.Integer(), topic: Type.String(), subject: Type.String(), reason: Type.String() });
const Retried = Type.Object({ retried: Type.Integer(), failed: Type.Array(Failed), next: orNull(Type.String()) });
const RefusedItem = Type.Object({
  id: Type.Integer(),
  policy: Type.String(),
  command: Type.String(),
  stream: Type.String(),
  subject: Type.String(),
  refusal: Type.String(),
  refusedAt: Type.String(),
});
const refused = Compile(Type.Object({ items: Type.Array(RefusedItem), next: orNull(Type.String()) }));
const page = Compile(Type.Object({ items: Type.Array(Item), next: orNull(Type.String()) }));
const summary = Compile(Type.Object({ events: Type.Integer(), subjects: Type.Integer(), dropped: Type.Integer() }));
const whole = Compile(Whole);
const retried = Compile(Retried);
const dropped = Compile(Type.Object({ waiting: Type.Integer() }));

export type Item = Static<typeof Item>;
export type RefusedItem = Static<typeof RefusedItem>;
export type Whole = Static<typeof Whole>;
export type Failed = Static<typeof Failed>;
export type Retried = Static<typeof Retried>;
export type Summary = Readonly<Record<'events' | 'subjects' | 'dropped', number>>;

export interface ListOptions {
  readonly subject?: string | undefined;
  readonly heads: boolean;
  readonly dropped: boolean;
}

/** The routes `/v1/parked` and `/v1/refused` of the services. Every failure is one that tells a person what to do. */
export interface ParkedApi {
  list(service: ServiceName, options: ListOptions): Promise<Item[]>;
  /** Commands of policies that were refused, other than as a matter of course. */
  refused(service: ServiceName): Promise<RefusedItem[]>;
  summary(service: ServiceName): Promise<Summary>;
  read(service: ServiceName, id: number): Promise<Whole>;
  retry(service: ServiceName, id: number): Promise<Retried>;
  retryAll(service: ServiceName, subject?: string, cursor?: string): Promise<Retried>;
  drop(service: ServiceName, id: number, reason: string): Promise<{ readonly waiting: number }>;
}

export const isService = (name: string): name is ServiceName => SERVICES.some(service => service === name);

export function parkedApi(addresses: Readonly<Record<ServiceName, string>>, token: string): ParkedApi {
  const services = askServices(addresses, token);
  const ask = (service: ServiceName, path: string, body?: object): Promise<unknown> =>
    services(service, `/v1/parked${path}`, body);
  return {
    list: (service, { subject, heads, dropped: given }) => {
      const filter = { heads: String(heads), dropped: String(given), ...(subject !== undefined && { subject }) };
      return allItems(page, service, filter, query => ask(service, `?${query}`));
    },
    refused: service => allItems(refused, service, {}, query => services(service, `/v1/refused?${query}`)),
    summary: async service => checked(summary, await ask(service, '/summary'), service),
    read: async (service, id) => checked(whole, await ask(service, `/${id}`), service),
    retry: async (service, id) => checked(retried, await ask(service, `/${id}/retry`, {}), service),
    retryAll: async (service, subject, cursor) => {
      const body = { ...(subject !== undefined && { subject }), ...(cursor !== undefined && { cursor }) };
      return checked(retried, await ask(service, ':retry', body), service);
    },
    drop: async (service, id, reason) => checked(dropped, await ask(service, `/${id}/drop`, { reason }), service),
  };
}
