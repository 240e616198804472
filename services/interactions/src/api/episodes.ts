import { DomainError, type Json } from '@rapport/decider';
import type { Command, CommandContext, Messaging } from '@rapport/messaging';
import { commandContext } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { contactOf } from '../domain/contact-of.ts';
import { interaction } from '../domain/interaction.ts';
import type { AttachContact, CloseEpisode, DetachContact } from '../domain/matter.commands.ts';
import { episodesIn, matter } from '../domain/matter.decider.ts';
import { claimOf, type Matter, type ToldEpisode } from '../domain/matter.ts';
import { matterOf } from '../projections/episodes.query.ts';
import type { CloseBody } from './episode-bodies.ts';

export interface Found {
  readonly episode: ToldEpisode;
  /** All that are about the same matter, in their order. */
  readonly episodes: readonly ToldEpisode[];
  readonly personal: Readonly<Record<string, Json>>;
  readonly version: number;
}

/** An episode as its matter has it now. The first one has the matter's id; the others are looked up. */
export async function episodeOf(messaging: Messaging, episodeId: string): Promise<Found> {
  const loaded =
    (await messaging.load(matter, episodeId)) ??
    (await messaging.load(matter, (await matterOf(messaging.pool, episodeId)) ?? episodeId));
  const episodes = loaded ? episodesIn(loaded.state) : [];
  const episode = episodes.find(one => one.episodeId === episodeId);
  if (!loaded || !episode) throw new DomainError('episode-unknown', 'No episode of this id is known.');
  return { episode, episodes, personal: loaded.personal, version: loaded.version };
}

interface Wanted {
  readonly matterId: string;
  readonly interactionId: string;
  readonly need?: string | undefined;
}

/** The command that puts a recorded contact to a matter, at the time of the contact. It must be the same customer's, as known today. */
export async function attachment(
  messaging: Messaging,
  request: FastifyRequest,
  { matterId, interactionId, need }: Wanted,
): Promise<Command<AttachContact>> {
  const { data, occurredAt, imported } = await recorded(messaging, interactionId);
  const { customerId } = data;
  const { recorded: customerIds } = await messaging.identity.of(customerId);
  const context = commandContext(request, { subject: customerId, imported: undefined });
  const contact = { ...contactOf(data, occurredAt), ...(await wayOf(messaging, interactionId)) };
  return {
    id: matterId,
    command: { type: 'AttachContact', matterId, customerId, customerIds, contact, need },
    context: { ...context, occurredAt, imported },
  };
}

const MOST_MOVES = 100;

/** The matters that a contact was taken out of: the claim on it goes on from there. */
async function wayOf(messaging: Messaging, interactionId: string): Promise<{ readonly from?: string[] }> {
  const from: string[] = [];
  while (from.length < MOST_MOVES) {
    const claim = { kind: 'contactOfMatter', value: claimOf({ interactionId, from }) };
    const holder = (await messaging.claimed([claim])).get(`${claim.kind}:${claim.value}`);
    const loaded = holder === undefined ? undefined : await messaging.load(matter, holder);
    if (holder === undefined || !loaded?.state.removed.includes(claim.value)) break;
    from.push(holder);
  }
  return from.length === 0 ? {} : { from };
}

async function recorded(messaging: Messaging, interactionId: string) {
  const [event] = await messaging.history(`${interaction.kind}-${interactionId}`);
  if (event?.type === 'InteractionRecorded') return event;
  throw new DomainError('interaction-unknown', 'No contact of this id was recorded.', [
    { pointer: '/interactionId', message: 'names no contact' },
  ]);
}

/**
 * In which episode a contact is by now. A request told again by its key is answered by what is now: a contact taken out since
 * is in none, and the answer names the episode that it was put to.
 */
export function isAbout(
  state: Matter,
  interactionId: string,
  named: string,
): Pick<ToldEpisode, 'episodeId' | 'matterId'> {
  const episode = episodesIn(state).find(one => one.interactionIds.includes(interactionId));
  return { episodeId: episode?.episodeId ?? named, matterId: state.matterId ?? named };
}

export function detachment(
  request: FastifyRequest,
  interactionId: string,
): { readonly command: DetachContact; readonly context: CommandContext } {
  const context = commandContext(request, { subject: 'matter:unknown' });
  const at = context.occurredAt ?? new Date().toISOString();
  return { command: { type: 'DetachContact', interactionId, at }, context };
}

/** A closing has a time in its command too, since it may be told late. */
export function closing(
  request: FastifyRequest,
  { reason, occurredAt }: CloseBody,
): { readonly command: CloseEpisode; readonly context: CommandContext } {
  const context = commandContext(request, { subject: 'matter:unknown', occurredAt });
  const at = context.occurredAt ?? new Date().toISOString();
  return { command: { type: 'CloseEpisode', at, reason }, context: { ...context, occurredAt: at } };
}
