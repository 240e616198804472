import { createHash } from 'node:crypto';
import type { Call, Mapping, MappingRule } from './mapping.ts';
import { isRecord } from './message-body.ts';
import { occurredAt } from './occurred.ts';
import { unreadable, type Facts, type Readable, type Reading } from './reading.ts';
import { readOrder } from './segment-order.ts';
import { shortText, whoOf, whoIsAliased, whoIsGroup } from './segment-who.ts';

/** What a message came with. */
export interface Envelope {
  readonly source: string;
  readonly channel: string;
  readonly mapping: Mapping;
  /** The call that the address names: a message of `/v1/track` need not say it. */
  readonly call?: string | undefined;
  readonly sentAt?: unknown;
  readonly receivedAt: string;
}

type Message = Readonly<Record<string, unknown>>;

const CALLS = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
type SegmentCall = (typeof CALLS)[number];
const isCall = (value: unknown): value is SegmentCall => CALLS.some(call => call === value);

/** One message of the Segment HTTP API: who it is about, when it happened, and what is to be recorded of it. */
export function readSegment(message: unknown, envelope: Envelope): Reading {
  if (!isRecord(message)) return unreadable(undefined, 'form', 'A message must be an object.');
  const messageId = messageIdOf(message);
  const call = message['type'] ?? envelope.call;
  if (!isCall(call)) return unreadable(messageId, 'form', `type must be one of ${CALLS.join(', ')}.`);
  const at = occurredAt({
    at: message['originalTimestamp'] ?? message['timestamp'],
    sentAt: message['sentAt'] ?? envelope.sentAt,
    receivedAt: envelope.receivedAt,
  });
  if (at === undefined) return unreadable(messageId, 'form', 'timestamp is no time of ISO 8601.');
  const who = call === 'alias' ? whoIsAliased(message) : whoOf(message, call === 'identify');
  if (who.identifiers.length === 0) {
    const needed = call === 'alias' ? 'userId and previousId' : 'userId or anonymousId';
    return unreadable(messageId, 'form', `${needed} must say who it is about.`);
  }
  const common = { ok: true, messageId, occurredAt: at, who, others: [], facts: undefined } as const;
  if (call === 'identify' || call === 'alias') return { ...common, dropped: droppedOf(message, call) };
  if (call === 'group') return readGroup(message, common);
  return readContact(message, call, envelope, common);
}

type Common = Omit<Readable, 'dropped'>;

function readGroup(message: Message, common: Common): Reading {
  const group = whoIsGroup(message);
  if (group === undefined) return unreadable(common.messageId, 'form', 'groupId must say which group it is.');
  // As a sender says it: the roles that a person has in it are for people to say.
  const [contactOf] = group.identifiers;
  const who = contactOf === undefined ? common.who : { ...common.who, contactOf };
  return { ...common, who, others: [group], dropped: droppedOf(message, 'group') };
}

function readContact(message: Message, call: Call, envelope: Envelope, common: Common): Reading {
  const event = shortText(call === 'track' ? message['event'] : message['name']);
  if (call === 'track' && event === undefined)
    return unreadable(common.messageId, 'form', 'event must name the event.');
  const rule = envelope.mapping({ source: envelope.source, call, event });
  if (rule.as === 'nothing') return { ...common, dropped: [] };
  const channel = rule.channel ?? channelOf(message, call) ?? envelope.channel;
  if (rule.as === 'interaction') {
    return { ...common, facts: contact(rule, channel), dropped: droppedOf(message, call) };
  }
  return readPurchase(message, rule.as, channel, common);
}

const contact = ({ type = 'enquiry', phase = 'preSale', function: wanted }: MappingRule, channel: string): Facts => ({
  kind: 'interaction',
  body: { channel, direction: 'inbound', phase, type, ...(wanted !== undefined && { function: wanted }) },
});

function readPurchase(message: Message, as: 'purchase' | 'refund', channel: string, common: Common): Reading {
  const { properties } = message;
  const order = readOrder(isRecord(properties) ? properties : {});
  if (!order.ok) return unreadable(common.messageId, 'form', `properties: ${order.reason}.`);
  const { orderId, amount, lines, used } = order;
  // The order is the thing that is bought: told in two messages it is bought once, and a refund finds it.
  const known = orderId === undefined ? undefined : `order:${orderId}`;
  const dropped = droppedOf(message, 'track', used);
  if (as === 'purchase') {
    const body = { channel, amount, lines };
    return { ...common, facts: { kind: as, body, ...(known !== undefined && { sourceId: known }) }, dropped };
  }
  if (known === undefined) return unreadable(common.messageId, 'form', 'properties: order_id must say which order.');
  return { ...common, facts: { kind: as, body: { amount, lines, reason: 'refunded' }, ofPurchase: known }, dropped };
}

/** The channel that a message's context gives away; undefined for what a server sends. */
function channelOf({ context }: Message, call: Call): string | undefined {
  if (call === 'screen') return 'app';
  if (!isRecord(context)) return undefined;
  if (isRecord(context['app']) || isRecord(context['device'])) return 'app';
  return isRecord(context['page']) || typeof context['userAgent'] === 'string' ? 'web' : undefined;
}

/** What the message is known by: its own id, or else the digest of what it says, so that sent again it is the same. */
function messageIdOf(message: Message): string {
  const id = shortText(message['messageId']);
  if (id !== undefined) return id;
  const { sentAt: _sentAt, writeKey: _writeKey, ...said } = message;
  return `content-${createHash('sha256').update(JSON.stringify(said)).digest('base64url')}`;
}

const TOP = new Set(
  `anonymousId category channel context event groupId integrations messageId name options originalTimestamp previousId
   properties receivedAt sentAt timestamp traits type userId version writeKey _metadata`.split(/\s+/),
);
const TRAITS: Readonly<Record<string, readonly string[]>> = {
  identify: ['email', 'phone', 'name', 'firstName', 'lastName', 'locale'],
  group: ['name'],
};

/** The attributes that are not kept. */
function droppedOf(message: Message, call: SegmentCall, used: readonly string[] = []): string[] {
  const { traits, properties } = message;
  const within = (group: unknown, name: string, known: readonly string[]): string[] =>
    isRecord(group) ? Object.keys(group).flatMap(key => (known.includes(key) ? [] : `${name}.${key}`)) : [];
  return [
    ...Object.keys(message).filter(key => !TOP.has(key)),
    ...within(traits, 'traits', TRAITS[call] ?? []),
    ...within(properties, 'properties', used),
  ];
}
