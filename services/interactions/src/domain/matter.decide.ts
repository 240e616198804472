import { MAX_EPISODE_CONTACTS } from '@rapport/contracts';
import { DomainError, type Claim, type Decider, type Decision } from '@rapport/decider';
import type { EpisodeRules } from './episode-rules.ts';
import type { AttachContact, CloseEpisode, DetachContact, MatterCommand } from './matter.commands.ts';
import { claimOf, dueOf, evolve, initial, toldEpisodes, type Matter, type MatterEvent } from './matter.ts';
import { toldOf, toldWithout } from './told-of.ts';
import { turned } from './turn-episode.ts';

type Dated = MatterEvent & { readonly at: string };
type Rules = readonly EpisodeRules[];

/** The rules of a matter: the episodes about one and the same thing, by the versions of the rules for episodes. */
export const matterUnder = (rules: Rules): Decider<Matter, MatterCommand, MatterEvent> => ({
  kind: 'matter',
  stateVersion: 3,
  maxStateBytes: 524_288,
  initial,
  evolve,
  nextDue: matter => dueOf(toldEpisodes(matter, rules)).reduce<string | null>(earliest, null),
  claimsIn,
  decide(command, matter) {
    switch (command.type) {
      case 'AttachContact':
        return attach(rules, command, matter);
      case 'DetachContact':
        return detach(rules, command, matter);
      case 'CloseEpisode':
        return close(rules, command, matter);
      case 'PauseEpisode':
      case 'ResumeEpisode':
        return { events: turned(rules, command, matter) };
      case 'PassTime':
        return { events: confirmed(rules, matter, command.now) };
    }
  },
});

const earliest = (first: string | null, { at }: { readonly at: string }): string =>
  first === null || at < first ? at : first;

/** A contact belongs to one matter. */
function claimsIn({ data }: MatterEvent): readonly Claim[] {
  const contact = 'contact' in data ? data.contact : undefined;
  return contact ? [{ kind: 'contactOfMatter', value: claimOf(contact) }] : [];
}

function attach(rules: Rules, command: AttachContact, matter: Matter): Decision<Dated> {
  const { matterId, contact, need } = command;
  if (matter.contacts.some(({ interactionId }) => interactionId === contact.interactionId)) return { events: [] };
  if (matter.removed.includes(claimOf(contact))) return { events: [] };
  const { customerIds = [command.customerId] } = command;
  const customerId = matter.customerId ?? command.customerId;
  if (matter.customerId !== null && !customerIds.includes(customerId)) {
    throw new DomainError('other-customer', 'The episode is about another customer.');
  }
  const after = { ...matter, matterId, customerId, contacts: [...matter.contacts, contact] };
  const events = fitting(toldOf(toldEpisodes(matter, rules), toldEpisodes(after, rules), { contact }));
  return { events, claims: events.flatMap(claimsIn), ...(need !== undefined && { personal: { need } }) };
}

function detach(rules: Rules, { interactionId, at }: DetachContact, matter: Matter): Decision<Dated> {
  const contacts = matter.contacts.filter(contact => contact.interactionId !== interactionId);
  if (contacts.length === matter.contacts.length) {
    if (matter.removed.some(claim => claim.startsWith(interactionId))) return { events: [] };
    throw new DomainError('interaction-unknown', 'This contact is in no episode of the matter.');
  }
  const [before, after] = [matter, { ...matter, contacts }].map(one => toldEpisodes(one, rules));
  return { events: fitting(toldWithout(before ?? [], after ?? [], { interactionId, at })) };
}

/** Two episodes become one where what closed the first is taken out. */
function fitting(events: Dated[]): Dated[] {
  if (events.some(({ data }) => 'interactionIds' in data && data.interactionIds.length > MAX_EPISODE_CONTACTS))
    throw new DomainError('state-too-large', `An episode holds ${MAX_EPISODE_CONTACTS} contacts at most.`);
  return events;
}

function close(rules: Rules, { at, reason }: CloseEpisode, matter: Matter): Decision<Dated> {
  if (matter.matterId === null) throw new DomainError('episode-unknown', 'Nothing is known of it.');
  if (matter.closings.some(closing => closing.at === at && closing.reason === reason)) return { events: [] };
  const closing = { at, reason };
  const after = { ...matter, closings: [...matter.closings, closing] };
  const events = toldOf(toldEpisodes(matter, rules), toldEpisodes(after, rules), { closing });
  if (events.length === 0) throw new DomainError('episode-closed', 'No episode of this matter was open at that time.');
  return { events };
}

const confirmed = (rules: Rules, matter: Matter, now: string): Dated[] =>
  dueOf(toldEpisodes(matter, rules))
    .filter(({ at }) => at <= now)
    .map(({ episode, at }) => ({
      type: 'EpisodeResolutionConfirmed',
      at,
      data: { ...episode, resolution: 'confirmed' },
    }));
