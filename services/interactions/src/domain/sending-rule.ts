import { derivedId, type EventOfType, type MessageChannel } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Values } from './fill-template.ts';
import { usedIn, type MessageTemplate } from './message-template.ts';

/** What a message is sent for by itself. */
export const SENT_FOR = [
  ...(['ComplaintOpened', 'CallBackScheduled', 'PromiseRenegotiated'] as const),
  ...(['CustomerErasureRequested', 'StyleLinkGiven'] as const),
] as const;
export type SentFor = EventOfType<(typeof SENT_FOR)[number]>;

/** Which template is sent when something happens, as an administrator says it. */
export interface SendingRule {
  /** One that is off sends nothing. */
  readonly on: boolean;
  readonly event: SentFor['type'];
  readonly template: string;
}

/** What an event is about: one message a rule and thing, however often it is told. */
export interface Occasion {
  readonly kind: 'complaint' | 'callBack' | 'promise' | 'erasureRequest' | 'styleLink';
  readonly id: string;
  readonly values: Values;
  /** Where it is to be sent by one channel alone. */
  readonly channel?: MessageChannel;
}

export const STYLE_LINK = 'styleLink';

/** How a customer can name a thing on the phone: the last eight digits of its id. */
const spoken = (id: string): string => id.replaceAll('-', '').slice(-8).toUpperCase();

/** What a message about an event may say. */
export function occasionOf({ type, data }: SentFor, at: string): Occasion {
  switch (type) {
    case 'ComplaintOpened': {
      const { complaintId: id, due } = data;
      const values = {
        reference: spoken(id),
        receivedAt: at,
        acknowledgeBy: due.acknowledge,
        answerBy: due.firstAnswer,
      };
      return { kind: 'complaint', id, values };
    }
    case 'CallBackScheduled': {
      const { callBackId: id, complaintId, from, dueAt } = data;
      return { kind: 'callBack', id, values: { reference: spoken(complaintId), callFrom: from, callBy: dueAt } };
    }
    case 'PromiseRenegotiated': {
      // A promise may be moved more than once: each time is a message of its own.
      const { promiseId, from, dueAt } = data;
      const id = derivedId(`${promiseId} until ${dueAt}`);
      return { kind: 'promise', id, values: { reference: spoken(promiseId), previousDueAt: from, dueAt } };
    }
    case 'CustomerErasureRequested': {
      const { requestId: id, dueOn } = data;
      return { kind: 'erasureRequest', id, values: { reference: spoken(id), receivedAt: at, answerOn: dueOn } };
    }
    case 'StyleLinkGiven': {
      const { linkId: id, expiresAt, sendBy: channel } = data;
      return { kind: STYLE_LINK, id, values: { linkExpiresAt: expiresAt }, channel };
    }
  }
}

const VALUES = {
  ComplaintOpened: ['reference', 'receivedAt', 'acknowledgeBy', 'answerBy'],
  CallBackScheduled: ['reference', 'callFrom', 'callBy'],
  PromiseRenegotiated: ['reference', 'previousDueAt', 'dueAt'],
  CustomerErasureRequested: ['reference', 'receivedAt', 'answerOn'],
  StyleLinkGiven: ['linkExpiresAt'],
} as const satisfies { readonly [Type in SentFor['type']]: readonly string[] };

/** Throws `sending-rule-invalid` where the template asks for what is not known when such a thing happens. */
export function checkSendingRule({ event, template }: SendingRule, form: MessageTemplate | undefined): void {
  const wrong = (message: string): never => {
    throw new DomainError('sending-rule-invalid', 'Nothing could be sent by this rule.', [
      { pointer: '/form/template', message },
    ]);
  };
  if (form === undefined) return wrong(`is not known or not in force: ${template}`);
  const known: readonly string[] = VALUES[event];
  const missing = form.variables.map(({ name }) => name).filter(name => !known.includes(name));
  if (missing.length > 0) wrong(`needs ${missing.join(', ')}; known are ${known.join(', ')}`);
  if (usedIn(form).has('surveyLink') !== (event === 'StyleLinkGiven')) {
    wrong(event === 'StyleLinkGiven' ? 'has no place for the link' : 'has a place for a link that there is none for');
  }
}
