import type { Json } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { outboundMessage } from '../domain/message.decide.ts';
import type { MessageFacts } from '../domain/message.ts';

/** A message whose turn it is. */
export interface Due {
  readonly facts: MessageFacts;
  readonly attempts: number;
  readonly subject: string;
  readonly personal: Readonly<Record<string, Json>>;
}

/** Undefined where it is not due any more: the list it was found in is a moment behind. */
export async function readDue(messaging: Messaging, messageId: string): Promise<Due | undefined> {
  const loaded = await messaging.load(outboundMessage, messageId);
  if (loaded?.state.status !== 'due') return undefined;
  const { state, subject, personal } = loaded;
  return { facts: state.facts, attempts: state.attempts, subject, personal };
}
