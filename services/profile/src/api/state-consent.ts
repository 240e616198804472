import type { Accepted, Command, CommandContext, Messaging } from '@rapport/messaging';
import { consent, type Consents, type StateConsent } from '../domain/consent.ts';
import { customerUnerased, familyOf } from './who.ts';

/**
 * States a consent under the id as recorded, a withdrawal under all ids that are the customer, all or none: otherwise what
 * another of them had agreed to would count again when the merge is undone.
 */
export async function stateConsent(
  messaging: Messaging,
  statement: StateConsent,
  context: CommandContext,
): Promise<Accepted<Consents>> {
  const { customerId: named, given } = statement;
  const family = await familyOf(messaging, await customerUnerased(messaging, named));
  const others = family.map(({ customerId }) => customerId).filter(id => !given && id !== named);
  const withdrawals = others.map(id => alike(id, statement, context));
  const [accepted] = await messaging.handleAll(consent, [{ id: named, command: statement, context }, ...withdrawals]);
  if (!accepted) throw new Error('a statement was neither accepted nor refused');
  return accepted;
}

/** The same for another record. The words stay with the one who was named: the two may turn out to be two people. */
function alike(id: string, statement: StateConsent, { key, ...context }: CommandContext): Command<StateConsent> {
  return {
    id,
    command: { ...statement, customerId: id, words: undefined },
    context: {
      ...context,
      subject: id,
      expectedVersion: undefined,
      ...(key && { key: { ...key, value: `${key.value} ${id}` } }),
    },
  };
}
