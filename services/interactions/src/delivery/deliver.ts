import type { Messaging } from '@rapport/messaging';
import { retryAt } from '../domain/delivery-policy.ts';
import type { DeliveryPolicy } from '../domain/delivery-policy.ts';
import type { MessageCommand } from '../domain/message.commands.ts';
import { outboundMessage } from '../domain/message.decide.ts';
import type { MessageTemplate } from '../domain/message-template.ts';
import { languageFor, weigh, type ContactPoint } from '../domain/weigh-message.ts';
import { openComplaintsOf } from '../projections/open-complaints.projection.ts';
import { countMessage, uncountMessage } from './count-message.ts';
import { compose, wordsIn } from './compose.ts';
import type { AskContactPoint } from './contact-point.ts';
import type { Outlets } from './outlets.ts';
import type { Outgoing } from './outgoing.ts';
import { readDue, type Due } from './read-due.ts';
import { recordOutcome } from './record-outcome.ts';
import { undeliverable } from './undeliverable.ts';
import type { UnsubscribeLinks } from './unsubscribe-links.ts';
import type { SurveyLinkOf } from './survey-link-of.ts';

/** All that sending a message needs. */
export interface Delivery {
  readonly messaging: Messaging;
  readonly outlets: Outlets;
  readonly ask: AskContactPoint;
  readonly policy: () => Promise<DeliveryPolicy>;
  readonly template: (code: string, version: number) => Promise<MessageTemplate>;
  readonly unsubscribing: UnsubscribeLinks;
  readonly surveyLink: SurveyLinkOf;
}

/**
 * Sends one message that is due, or says why not. Whoever dies between the other side's answer and the record leaves it due: then it
 * goes out once more, under the same Message-ID and webhook-id, and never not at all.
 */
export async function deliver(delivery: Delivery, messageId: string): Promise<void> {
  const due = await readDue(delivery.messaging, messageId);
  const outlet = due && delivery.outlets.get(due.facts.channel);
  if (!due || !outlet) return;
  const { messaging } = delivery;
  const policy = await delivery.policy();
  const now = new Date().toISOString();
  const contact = await delivery.ask(due.facts);
  if (contact === 'unknown') {
    const again = retryAt(policy, due.attempts, now);
    return handle(messaging, due, { type: 'RecordFailure', code: 'customerUnknown', retryAt: again });
  }
  const { recorded } = await messaging.identity.of(due.facts.customerId);
  const weighed = weigh(due.facts, policy, {
    now,
    contact,
    openComplaints: await openComplaintsOf(messaging.pool, recorded),
    isUndeliverable: await undeliverable(messaging, due.facts.channel, contact?.addresses ?? []),
  });
  if (weighed.do === 'hold') return handle(messaging, due, { type: 'HoldMessage', until: weighed.until });
  if (weighed.do === 'suppress') return handle(messaging, due, { type: 'SuppressMessage', because: weighed.because });
  const survey = await delivery.surveyLink(due.facts, wordsIn(due.personal).values);
  if (survey === 'answered') return handle(messaging, due, { type: 'SuppressMessage', because: 'answered' });
  const { to, address } = weighed;
  const message = await outgoing(delivery, due, policy, to, address.value, survey);
  if (!(await countMessage(messaging, due.facts, policy.caps, now))) {
    return handle(messaging, due, { type: 'SuppressMessage', because: 'capReached' });
  }
  const outcome = await outlet.send(message);
  if (outcome.is !== 'sent') await uncountMessage(messaging, due.facts);
  await recordOutcome(messaging, due, { outcome, message, address, policy });
}

async function handle(messaging: Messaging, { facts, subject }: Due, command: MessageCommand): Promise<void> {
  await messaging.handle(outboundMessage, facts.messageId, command, { subject, actor: 'delivery' });
}

async function outgoing(
  { template, unsubscribing }: Delivery,
  { facts, personal }: Due,
  policy: DeliveryPolicy,
  contact: ContactPoint,
  to: string,
  survey: string | undefined,
): Promise<Outgoing> {
  const mayChoose = !policy.withoutUnsubscribe.includes(facts.purpose);
  return compose({
    facts,
    words: wordsIn(personal),
    template: facts.template && (await template(facts.template.code, facts.template.version)),
    to,
    name: contact.name,
    timeZone: contact.timeZone ?? policy.timeZone,
    language: languageFor(facts.language, contact.language, policy),
    links: { unsubscribe: mayChoose ? unsubscribing.link(facts.messageId) : undefined, survey },
  });
}
