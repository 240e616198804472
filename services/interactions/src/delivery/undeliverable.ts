import type { MessageChannel } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import type { AddressOf } from '../domain/message.ts';
import { reachability } from '../domain/reachability.ts';

/** Which of these addresses nothing is sent to, as the records say under which they are kept. */
export async function undeliverable(
  messaging: Messaging,
  channel: MessageChannel,
  addresses: readonly AddressOf[],
): Promise<(address: AddressOf) => boolean> {
  const owners = [...new Set(addresses.map(({ customerId }) => customerId))];
  const known = await Promise.all(
    owners.map(async id => [id, (await messaging.load(reachability, id))?.state.undeliverable[channel] ?? []] as const),
  );
  const marked = new Map(known);
  return ({ customerId, number }) => marked.get(customerId)?.includes(number) === true;
}
