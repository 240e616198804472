import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { complaint } from '../domain/complaint.decide.ts';
import { promise } from '../domain/promise.decide.ts';
import type { MakeBody } from './promise-bodies.ts';

/** Refuses a promise whose complaint, or the promise that it makes up for, is not there or of somebody else. */
export type CheckLinks = (body: MakeBody) => void;

type Linked = Pick<MakeBody, 'customerId' | 'complaintId' | 'instead'>;

interface Found {
  readonly customerId: string | undefined;
  readonly broken: boolean;
}

/** Looks up all that these promises name, so that each can then be checked by itself. */
export async function linksOf(messaging: Messaging, bodies: readonly Linked[]): Promise<CheckLinks> {
  const complaints = await lookedUp(named(bodies, 'complaintId'), async id => {
    const loaded = await messaging.load(complaint, id);
    return loaded && { customerId: loaded.subject, broken: false };
  });
  const promises = await lookedUp(named(bodies, 'instead'), async id => {
    const loaded = await messaging.load(promise, id);
    return loaded && { customerId: loaded.subject, broken: loaded.state?.broken ?? false };
  });
  const owners = [...complaints.values(), ...promises.values()].flatMap(({ customerId }) => customerId ?? []);
  const current = await messaging.identity.current([...owners, ...bodies.map(({ customerId }) => customerId)]);
  const now = (id: string | undefined): string | undefined => (id === undefined ? id : (current.get(id) ?? id));
  return ({ customerId, complaintId, instead }) => {
    const own = (found: Found, pointer: string): void => {
      if (now(found.customerId) === now(customerId)) return;
      throw refused('other-customer', 'It belongs to another customer.', pointer);
    };
    if (complaintId !== undefined) {
      const found = complaints.get(complaintId);
      if (!found) throw refused('complaint-unknown', 'No complaint has this id.', '/complaintId');
      own(found, '/complaintId');
    }
    if (instead !== undefined) {
      const found = promises.get(instead);
      if (!found) throw refused('promise-unknown', 'No promise has this id.', '/instead');
      own(found, '/instead');
      if (!found.broken) throw refused('promise-not-broken', 'Only a broken promise is made up for.', '/instead');
    }
  };
}

const named = (bodies: readonly Linked[], field: 'complaintId' | 'instead'): string[] => [
  ...new Set(bodies.flatMap(body => body[field] ?? [])),
];

async function lookedUp(
  ids: readonly string[],
  load: (id: string) => Promise<Found | undefined>,
): Promise<ReadonlyMap<string, Found>> {
  const found = await Promise.all(ids.map(async id => [id, await load(id)] as const));
  return new Map(found.flatMap(([id, each]) => (each ? [[id, each] as const] : [])));
}

const refused = (slug: string, detail: string, pointer: string): DomainError =>
  new DomainError(slug, detail, [{ pointer, message: detail }]);
