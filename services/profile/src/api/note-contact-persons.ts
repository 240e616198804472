import { DomainError } from '@rapport/decider';
import { sourceId } from '@rapport/service-kit';
import type { CountryCode } from 'libphonenumber-js';
import { contactPerson, type NoteContactPerson } from '../domain/contact-person.ts';
import { identify, ownership, type Identifier } from '../domain/identifier.ts';
import type { Registry } from './recognise.ts';
import type { Resolved, Seen } from './resolve.ts';
import { customerNow } from './who.ts';

interface Speaks {
  readonly one: Seen;
  readonly customerId: string;
  readonly enterprise: Identifier;
}

/**
 * Notes who was seen as somebody of an enterprise. Between the records that hold what was shown, and not those that they are
 * merged into: told again it is the same, and apart again each record has its own. What a rule refuses is left.
 */
export async function noteContactPersons(
  { messaging, rules }: Registry,
  region: CountryCode,
  seen: readonly Seen[],
  resolved: readonly Resolved[],
): Promise<void> {
  const found = new Map(resolved.flatMap(one => (one.status === 'accepted' ? [[one.index, one.customerId]] : [])));
  const told = seen.flatMap(one => {
    const { contactOf } = one.sighting;
    const customerId = found.get(one.index);
    if (contactOf === undefined || customerId === undefined) return [];
    return [{ one, customerId, contactOf }];
  });
  const speaking: Speaks[] = [];
  for (const { one, customerId, contactOf } of told) {
    const enterprise = await unlessRefused(() => identify(contactOf, region, rules));
    if (enterprise !== undefined) speaking.push({ one, customerId, enterprise });
  }
  if (speaking.length === 0) return;
  const shown = speaking.flatMap(({ one, enterprise }) => [...one.identifiers.filter(isVerified), enterprise]);
  const held = await messaging.claimed(shown.map(ownership));
  const current = await messaging.identity.current([...new Set(held.values())]);
  const partyTypeOf = remembering(id => unlessRefused(async () => (await customerNow(messaging, id)).state.partyType));
  const commands = await Promise.all(
    speaking.map(async ({ one, customerId, enterprise }) => {
      const organisation = held.get(keyOf(enterprise));
      if (organisation === undefined) return [];
      const own = one.identifiers.filter(isVerified).map(each => held.get(keyOf(each)));
      const personId = own.find(id => id !== undefined && (current.get(id) ?? id) === customerId) ?? customerId;
      const [customerType, personType] = [await partyTypeOf(organisation), await partyTypeOf(personId)];
      if (customerType === undefined || personType === undefined) return [];
      const command: NoteContactPerson = {
        type: 'NoteContactPerson',
        customerId: organisation,
        personId,
        partyTypes: { customer: customerType, person: personType },
        roles: ['user'],
      };
      const id = sourceId(`contact person ${organisation}`, personId);
      return [{ id, command, context: { ...one.asking, subject: organisation } }];
    }),
  );
  for (const outcome of await messaging.handleMany(contactPerson, commands.flat())) {
    if (!outcome.ok && !(outcome.error instanceof DomainError)) throw outcome.error;
  }
}

const isVerified = ({ verified }: Identifier): boolean => verified;

const keyOf = (identifier: Identifier): string => {
  const { kind, value } = ownership(identifier);
  return `${kind}:${value}`;
};

function remembering<Value>(ask: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  const answers = new Map<string, Promise<Value>>();
  return id => {
    const answer = answers.get(id) ?? ask(id);
    answers.set(id, answer);
    return answer;
  };
}

async function unlessRefused<Value>(make: () => Value | Promise<Value>): Promise<Value | undefined> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
