import { Uuid } from '@rapport/contracts';
import { compile } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import type { CloudEvent, ParsedEvent } from './cloud-events.ts';
import type { Message } from './intake.ts';
import { isRecord } from './message-body.ts';
import { occurredAt } from './occurred.ts';
import { inWords, unreadable, type Facts, type Reading, type Who } from './reading.ts';
import { recorders } from './recorders.ts';

const closed = { additionalProperties: false };

/** Whom the data of a CloudEvent is about. */
export const Customer = Type.Union([
  Type.Object({ customerId: Uuid }, closed),
  Type.Object(
    {
      identifiers: Type.Array(
        Type.Object(
          {
            type: Type.Enum(['email', 'phone', 'externalId', 'loyaltyCard', 'deviceId']),
            value: Type.String({ minLength: 1, maxLength: 320 }),
            verified: Type.Boolean(),
          },
          closed,
        ),
        { minItems: 1, maxItems: 30 },
      ),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      partyType: Type.Optional(Type.Enum(['individual', 'enterprise'])),
      preferredLanguage: Type.Optional(Type.String({ pattern: '^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$' })),
    },
    closed,
  ),
]);
const customer = compile(Customer);

type Kind = 'interaction' | 'purchase' | 'feedback' | 'order' | 'delivery';
const KINDS: readonly Kind[] = ['interaction', 'purchase', 'feedback', 'order', 'delivery'];
/** What the event itself says: its id, source and time. */
const OF_THE_EVENT = ['customerId', 'occurredAt', 'source', 'sourceId'];

const KNOWN = 'com.rapport.';
const isKind = (name: string): name is Kind => KINDS.some(kind => kind === name);

/** The types that are taken. */
export const CLOUD_EVENT_TYPES = [...KINDS, 'customer'].map(name => `${KNOWN}${name}`);

/**
 * A CloudEvent of a type that is taken: `data.customer` says whom it is about, or else `subject` is the sender's id of the
 * customer; the rest of `data` is as the route of its kind takes it.
 */
export function readCloudEvent(event: CloudEvent, receivedAt: string): Reading {
  const messageId = `${event.source}#${event.id}`;
  const refuse = (reason: string, slug = 'form'): Reading => unreadable(messageId, slug, reason);
  const name = event.type.startsWith(KNOWN) ? event.type.slice(KNOWN.length) : '';
  if (!isKind(name) && name !== 'customer') {
    return refuse(`The type is none of ${CLOUD_EVENT_TYPES.join(', ')}.`, 'event-type-unknown');
  }
  const data = event.data ?? {};
  if (!isRecord(data)) return refuse('data must be an object in JSON.');
  const at = occurredAt({ at: event.time, receivedAt });
  if (at === undefined) return refuse('time is no time of RFC 3339.');
  const { customer: about, ...rest } = data;
  const who = about ?? bySubject(event.subject);
  if (who === undefined) return refuse('data.customer or subject must say who it is about.');
  if (!customer.accepts(who)) return refuse(inWords('data.customer', customer.errors(who)));
  const common = { ok: true, messageId, occurredAt: at, who: asWho(who), others: [] } as const;
  if (name === 'customer') return { ...common, facts: undefined, dropped: Object.keys(rest) };
  const { fields } = recorders[name];
  const isKnown = (key: string): boolean => fields.has(key) && !OF_THE_EVENT.includes(key);
  const dropped = Object.keys(rest).filter(key => !isKnown(key));
  const facts: Facts = {
    kind: name,
    body: Object.fromEntries(Object.entries(rest).filter(([key]) => isKnown(key))),
  };
  return { ...common, facts, dropped };
}

const bySubject = (subject: string | undefined): Who | undefined =>
  subject === undefined
    ? undefined
    : { identifiers: [{ type: 'externalId', value: subject.slice(0, 320), verified: true }] };

const asWho = (who: Static<typeof Customer>): Who | { readonly customerId: string } => who;

/** The event as it is kept, in structured form, and what was read in it. */
export function messageOf(parsed: ParsedEvent, receivedAt: string): Message {
  if (!parsed.ok) return { raw: parsed.raw, reading: unreadable(parsed.id, 'form', parsed.reason) };
  const { event } = parsed;
  return { raw: { ...event.attributes, data: event.data }, reading: readCloudEvent(event, receivedAt) };
}
