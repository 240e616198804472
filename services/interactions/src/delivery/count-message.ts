import type { Messaging } from '@rapport/messaging';
import { allowance, applies } from '../domain/allowance.ts';
import type { Cap } from '../domain/delivery-policy.ts';
import type { MessageFacts } from '../domain/message.ts';

/** Whether the customer may get this message now, which then counts; one without a cap always may. */
export async function countMessage(
  messaging: Messaging,
  { messageId, customerId, purpose, channel }: MessageFacts,
  caps: readonly Cap[],
  at: string,
): Promise<boolean> {
  if (!caps.some(cap => applies(cap, { purpose, channel }))) return true;
  const { current, recorded } = await messaging.identity.of(customerId);
  const others = await Promise.all(recorded.filter(id => id !== current).map(id => messaging.load(allowance, id)));
  const elsewhere = others.flatMap(other => other?.state.counted ?? []);
  const message = { messageId, customerId, purpose, channel };
  const command = { type: 'CountMessage', message, at, caps, elsewhere } as const;
  const { state } = await messaging.handle(allowance, current, command, { subject: current, actor: 'delivery' });
  return state.counted.some(each => each.messageId === messageId);
}

/** It was not sent after all. */
export async function uncountMessage(
  messaging: Messaging,
  { messageId, customerId, purpose, channel }: MessageFacts,
): Promise<void> {
  const { current } = await messaging.identity.of(customerId);
  const command = { type: 'UncountMessage', message: { messageId, customerId, purpose, channel } } as const;
  await messaging.handle(allowance, current, command, { subject: current, actor: 'delivery' });
}
