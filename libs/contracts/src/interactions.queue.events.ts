import Type from 'typebox';
import { event } from './event.ts';
import { Code, Count, Instant, oneOf, Uuid } from './values.ts';

export const QUEUE_ENDS = ['abandoned', 'ended'] as const;

const Contact = {
  contactId: Type.String({ ...Uuid, description: 'The id that the interaction will have, by the same source' }),
  customerId: Type.Optional(Uuid),
  channel: Code,
  team: Type.Optional(Code),
};
const contact = { contactId: '0190a3c5-0000-7000-8000-000000000001', channel: 'phone', team: 'service' };
const queuedAt = '2026-03-02T09:00:00.000Z';
const startedAt = '2026-03-02T09:00:18.000Z';

/** A contact while it is under way: what is said of it afterwards is in InteractionRecorded. */
export const queueEvents = {
  ContactQueued: event(
    'interactions',
    'ContactQueued',
    'Somebody waits to be answered.',
    Type.Object({ ...Contact, queuedAt: Instant }),
    { ...contact, queuedAt },
  ),
  ContactTaken: event(
    'interactions',
    'ContactTaken',
    'Somebody who waited is being served.',
    Type.Object({ ...Contact, queuedAt: Type.Optional(Instant), startedAt: Instant, waitedSeconds: Count }),
    { ...contact, queuedAt, startedAt, waitedSeconds: 18 },
  ),
  ContactLeft: event(
    'interactions',
    'ContactLeft',
    'The contact is over: given up before it was answered, or ended after.',
    Type.Object({ ...Contact, leftAt: Instant, end: oneOf(QUEUE_ENDS), waitedSeconds: Count }),
    { ...contact, leftAt: '2026-03-02T09:04:00.000Z', end: 'ended', waitedSeconds: 18 },
  ),
};
