import { complaintsEvents, derivedId, profileEvents, type EventMeta } from '@rapport/contracts';
import { definePolicy, ignoring, type Wish } from '@rapport/messaging';
import type { RequestMessage } from '../domain/message.commands.ts';
import { occasionOf, type SentFor } from '../domain/sending-rule.ts';
import { sendingFacts, type SendingFacts } from './sending-facts.ts';

const DAY_MS = 86_400_000;

/** What happened is written about by the rules that are on, as long as it is news. History writes to nobody. */
export const sendByRule = definePolicy({
  name: 'send-by-rule',
  from: ['complaints', 'profile'],
  workOnImported: false,
  begin: sendingFacts,
  on: {
    ...ignoring(complaintsEvents),
    ...ignoring(profileEvents),
    ComplaintOpened: send,
    CallBackScheduled: send,
    PromiseRenegotiated: send,
    CustomerErasureRequested: send,
    StyleLinkGiven: send,
  },
});

function send(event: EventMeta & SentFor, { rules, keepDays }: SendingFacts): Wish[] {
  const { type, subject, occurredAt, recordedAt, data } = event;
  const { kind, id, values, channel } = occasionOf(event, occurredAt);
  const expiresAt = new Date(Date.parse(occurredAt) + keepDays * DAY_MS).toISOString();
  if (expiresAt <= recordedAt) return [];
  return rules
    .filter(rule => rule.event === type && (channel ?? rule.channel) === rule.channel)
    .map(({ code, template, purpose, channel: by }) => {
      const messageId = derivedId(`message of ${code} about ${kind} ${id}`);
      const about = { kind, id };
      const facts = { messageId, customerId: data.customerId, purpose, channel: by, template, about, expiresAt };
      const command = { type: 'RequestMessage', facts, words: { values } } satisfies RequestMessage;
      return { decider: 'message', id: messageId, subject, command };
    });
}
