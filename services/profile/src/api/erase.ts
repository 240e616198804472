import { derivedId } from '@rapport/contracts';
import { ConflictError, type Messaging } from '@rapport/messaging';
import { newId } from '@rapport/service-kit';
import { customer } from '../domain/customer.decide.ts';
import type { CustomerCommand } from '../domain/customer.commands.ts';
import type { Party } from '../domain/customer.ts';
import type { Asking } from './recognise.ts';
import { customerNow, familyOf } from './who.ts';

const ATTEMPTS = 10;

/**
 * Erases a customer under all ids that are it: each record says so in one statement, then what is personal goes from here at
 * once; the other services hear of it and answer. Throws `legal-hold`. Answers the id of the erasure, that of the first one where
 * it was erased before.
 */
export async function eraseCustomer(
  messaging: Messaging,
  recorded: string,
  reason: string,
  asking: Asking,
): Promise<string> {
  const wanted = newId();
  const command = { type: 'EraseCustomer', erasureId: wanted, reason } as const;
  const { ids } = await toFamily(messaging, recorded, () => command, asking);
  const { rows } = await messaging.pool.query<{ erasureId: string }>(
    `select payload->>'erasureId' as "erasureId" from messaging.events
     where aggregateid = $1 and type = 'CustomerErased' order by sequence limit 1`,
    [ids[0]],
  );
  const erasureId = rows[0]?.erasureId ?? wanted;
  await messaging.erasing.erase(ids, erasureId);
  return erasureId;
}

/** The id of something that a request makes: the same again where the caller repeats the request with its key. */
export const newIdFor = (what: string, { key }: Asking): string =>
  key === undefined ? newId() : derivedId(`${what} ${key.caller} ${key.value}`);

interface Sent {
  /** The current id first. */
  readonly ids: readonly [string, ...string[]];
  /** For the header `Rapport-After` of lists. */
  readonly token: string;
}

/** Sends a command to each record that is the customer now, all or nothing; again where others merge it meanwhile. */
export async function toFamily(
  messaging: Messaging,
  recorded: string,
  commandFor: (party: Party) => CustomerCommand | undefined,
  asking: Asking,
): Promise<Sent> {
  for (let attempt = 1; ; attempt++) {
    const { state, version } = await customerNow(messaging, recorded);
    const [survivor, ...absorbed] = await familyOf(messaging, state);
    const commands = [survivor, ...absorbed].flatMap(party => {
      const command = commandFor(party);
      const subject = party.customerId;
      // Whoever joins or leaves meanwhile changes the survivor.
      const expectedVersion = party === survivor ? (asking.expectedVersion ?? version) : undefined;
      return command
        ? [{ id: subject, command, context: { ...asking, key: undefined, expectedVersion, subject } }]
        : [];
    });
    try {
      const [accepted] = await messaging.handleAll(customer, commands);
      return { ids: [survivor.customerId, ...absorbed.map(party => party.customerId)], token: accepted?.token ?? '' };
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS || asking.expectedVersion !== undefined)
        throw error;
    }
  }
}
