import Type from 'typebox';
import { CONTACT_TYPES, OUTCOMES } from './contact-types.ts';
import { event } from './event.ts';
import { Code, Count, Instant, oneOf, Uuid } from './values.ts';

export const EPISODE_ENDS = ['solved', 'unsolved', 'withdrawn', 'unreachable', 'duplicate'] as const;
/** As many as an event has room for, since each names them all. */
export const MAX_EPISODE_CONTACTS = 1_500;
export const RESOLUTIONS = ['pending', 'confirmed', 'failed'] as const;

/** What an episode needs to know of one of its contacts. */
export const EpisodeContact = Type.Object({
  interactionId: Uuid,
  at: Instant,
  startedAt: Type.Optional(Instant),
  endedAt: Type.Optional(Instant),
  direction: oneOf(['inbound', 'outbound']),
  type: oneOf(CONTACT_TYPES),
  outcome: Type.Optional(oneOf(OUTCOMES)),
  handOvers: Type.Integer({ minimum: 0, maximum: 100 }),
  handedOverAt: Type.Optional(Instant),
  from: Type.Optional(
    Type.Array(Uuid, { maxItems: 100, description: 'The matters that it was taken out of before, in their order' }),
  ),
});

/** A time in which we waited for the customer; it goes on where it has no end. */
export const Wait = Type.Object({ from: Instant, until: Type.Optional(Instant) });

const Moment = Type.Object({ interactionId: Uuid, at: Instant });

/** An episode as it stands after all that became known with the event: each event carries all of it. */
const Episode = {
  episodeId: Uuid,
  matterId: Type.String({
    ...Uuid,
    description: 'What it is about; episodes of one matter are numbered in their order',
  }),
  number: Type.Integer({ minimum: 1 }),
  customerId: Uuid,
  type: oneOf(CONTACT_TYPES, 'What its first contact was about'),
  openedAt: Instant,
  lastContactAt: Instant,
  interactionIds: Type.Array(Uuid, {
    minItems: 1,
    maxItems: MAX_EPISODE_CONTACTS,
    description: 'Its contacts, the oldest first',
  }),
  inboundContacts: Count,
  handOvers: Count,
  idleSeconds: Type.Integer({ ...Count, description: 'Between being handed over and being taken up' }),
  handedOverAt: Type.Optional(Type.String({ ...Instant, description: 'Handed over, and not taken up yet' })),
  closedAt: Type.Optional(Instant),
  ended: Type.Optional(oneOf(EPISODE_ENDS)),
  flowSeconds: Type.Optional(Type.Integer({ ...Count, description: 'From the first contact to done' })),
  windowEndsAt: Type.Optional(Type.String({ ...Instant, description: 'Until when a contact fails the resolution' })),
  resolution: Type.Optional(oneOf(RESOLUTIONS, 'Of a closed one: whether the customer had to come again about it')),
  follows: Type.Optional(Type.String({ ...Uuid, description: 'The episode whose resolution it fails' })),
  waits: Type.Optional(
    Type.Array(Wait, {
      maxItems: 100,
      description: 'When we waited for the customer: clocks of the episode stood still',
    }),
  ),
  repeat: Type.Optional(Moment),
  secondHandOver: Type.Optional(Moment),
};
const Closing = Type.Object({ at: Instant, reason: oneOf(EPISODE_ENDS) });

const interactionId = '0190a3c5-0000-7000-8000-000000000001';
const at = '2026-03-02T09:00:00.000Z';
const pausedAt = '2026-03-02T10:00:00.000Z';
const resumedAt = '2026-03-03T10:00:00.000Z';
const contact = { interactionId, at, direction: 'inbound' as const, type: 'support' as const, handOvers: 0 };
const open = {
  episodeId: '0190a3c5-0000-7000-8000-000000000010',
  matterId: '0190a3c5-0000-7000-8000-000000000010',
  number: 1,
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  type: 'support' as const,
  openedAt: at,
  lastContactAt: at,
  interactionIds: [interactionId],
  inboundContacts: 1,
  handOvers: 0,
  idleSeconds: 0,
};
const closed = {
  ...open,
  closedAt: '2026-03-02T09:10:00.000Z',
  ended: 'solved' as const,
  flowSeconds: 600,
  windowEndsAt: '2026-03-09T09:10:00.000Z',
};

export const episodeEvents = {
  EpisodeOpened: event(
    'interactions',
    'EpisodeOpened',
    'A need of the customer began: its first contact, or the first one about the same matter after it was closed.',
    Type.Object({ ...Episode, contact: Type.Optional(EpisodeContact) }),
    { ...open, contact },
  ),
  EpisodeContactAdded: event(
    'interactions',
    'EpisodeContactAdded',
    'One more contact about it became known, be it in between or afterwards.',
    Type.Object({ ...Episode, contact: EpisodeContact }),
    { ...open, contact },
  ),
  EpisodePaused: event(
    'interactions',
    'EpisodePaused',
    'We wait for the customer: clocks of the episode stand still until it is resumed, the customer comes again, or it is closed.',
    Type.Object({ ...Episode, pause: Type.Object({ at: Instant, reason: Type.Optional(Code) }) }),
    { ...open, waits: [{ from: pausedAt }], pause: { at: pausedAt, reason: 'documents' } },
  ),
  EpisodeResumed: event(
    'interactions',
    'EpisodeResumed',
    'What we waited for has come, be it told by somebody: clocks of the episode run on.',
    Type.Object({ ...Episode, resume: Type.Object({ at: Instant }) }),
    { ...open, waits: [{ from: pausedAt, until: resumedAt }], resume: { at: resumedAt } },
  ),
  EpisodeClosed: event(
    'interactions',
    'EpisodeClosed',
    'The need is met, or given up: a contact solved it, or somebody closed it.',
    Type.Object({ ...Episode, closing: Type.Optional(Closing) }),
    { ...closed, resolution: 'pending' },
  ),
  EpisodeResolutionConfirmed: event(
    'interactions',
    'EpisodeResolutionConfirmed',
    'The re-contact window passed and the customer had no need to come again.',
    Type.Object(Episode),
    { ...closed, resolution: 'confirmed' },
  ),
  EpisodeResolutionFailed: event(
    'interactions',
    'EpisodeResolutionFailed',
    'The customer came again about it within the re-contact window. It may be told after it was confirmed, where that became known late.',
    Type.Object(Episode),
    { ...closed, resolution: 'failed' },
  ),
  EpisodeCorrected: event(
    'interactions',
    'EpisodeCorrected',
    'What became known late moved contacts or times of the episode.',
    Type.Object(Episode),
    { ...open },
  ),
  EpisodeContactRemoved: event(
    'interactions',
    'EpisodeContactRemoved',
    'A contact was put here by mistake and taken out again: the episode stands as if it had never been in it.',
    Type.Object({ ...Episode, removed: Uuid }),
    { ...open, removed: '0190a3c5-0000-7000-8000-000000000002' },
  ),
  EpisodeDissolved: event(
    'interactions',
    'EpisodeDissolved',
    'With a contact that was taken out nothing was left of the episode, or of the last one of its matter: there never was one.',
    Type.Object({
      episodeId: Uuid,
      matterId: Uuid,
      number: Type.Integer({ minimum: 1 }),
      customerId: Uuid,
      removed: Type.Optional(Type.String({ ...Uuid, description: 'The contact, where it was in this one' })),
    }),
    {
      episodeId: open.episodeId,
      matterId: open.matterId,
      number: 1,
      customerId: open.customerId,
      removed: interactionId,
    },
  ),
};
