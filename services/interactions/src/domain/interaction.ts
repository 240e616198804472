import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';

type Recorded = Extract<InteractionsEvent, { type: 'InteractionRecorded' }>;

export interface Note {
  readonly kind: 'fact' | 'opinion' | 'confirmedFact' | 'impliedNeed';
  readonly text: string;
}

/** Something that came with the contact and is kept elsewhere. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly uri: string;
}

/** What the catalogue says of the interaction's channel. */
export interface ChannelFacts {
  readonly known: boolean;
  /** False where the catalogue says that the channel does not offer what the contact was for, or cannot confirm it. */
  readonly offersFunction: boolean;
  /** What one contact on it costs; absent where it is not known. */
  readonly cost?: { readonly minor: number; readonly currency: string };
}

type Facts = Omit<Recorded['data'], 'flags' | 'cost'>;

export interface RecordInteraction {
  readonly type: 'RecordInteraction';
  readonly facts: Facts;
  readonly channelIs: ChannelFacts;
  readonly notes: readonly Note[];
  readonly attachments: readonly Attachment[];
}

export const interaction: Decider<Once, RecordInteraction, Recorded> = {
  kind: 'interaction',
  stateVersion: 1,
  initial,
  evolve,
  decide({ facts, channelIs, notes, attachments }, { recorded }): Decision<Recorded> {
    if (recorded) return { events: [] };
    checkTimes(facts);
    checkHandOvers(facts);
    const personal = {
      ...(notes.length > 0 && { notes: notes.map(({ kind, text }) => ({ kind, text })) }),
      ...(attachments.length > 0 && { attachments: attachments.map(attachment => ({ ...attachment })) }),
    };
    const cost = channelIs.cost && { cost: channelIs.cost };
    return {
      events: [
        { type: 'InteractionRecorded', data: { ...facts, ...counted(facts), ...cost, flags: flagsOf(channelIs) } },
      ],
      ...(Object.keys(personal).length > 0 && { personal }),
    };
  },
};

const ORDER = [
  ['queuedAt', 'was queued'],
  ['startedAt', 'started'],
  ['firstAnswerAt', 'was answered'],
  ['endedAt', 'ended'],
] as const;

/** A contact is queued, started, answered and ended in this order, whichever of the times are known. */
function checkTimes(facts: Facts): void {
  const known = ORDER.flatMap(([name, verb]) => {
    const at = facts[name];
    return at === undefined ? [] : [{ at: Date.parse(at), verb }];
  });
  for (const [i, { at, verb }] of known.entries()) {
    const before = known[i - 1];
    if (before && at < before.at) {
      throw new DomainError('time-order', `The interaction ${verb} before it ${before.verb}.`);
    }
  }
}

function checkHandOvers({ handOvers, handedOver }: Facts): void {
  if (handedOver === undefined || handOvers === undefined || handedOver.length === handOvers) return;
  throw new DomainError('count-mismatch', `handOvers says ${handOvers}, handedOver tells of ${handedOver.length}.`);
}

/** What follows from what was said, where it was not said itself. */
function counted({ queuedAt, startedAt, waitedSeconds, handOvers, handedOver }: Facts): Partial<Facts> {
  return {
    ...(waitedSeconds === undefined &&
      queuedAt !== undefined &&
      startedAt !== undefined && { waitedSeconds: Math.round((Date.parse(startedAt) - Date.parse(queuedAt)) / 1000) }),
    ...(handOvers === undefined && handedOver && { handOvers: handedOver.length }),
  };
}

/** A contact that took place is recorded, whatever the catalogue holds possible. */
function flagsOf({ known, offersFunction }: ChannelFacts): string[] {
  if (!known) return ['unknownChannel'];
  return offersFunction ? [] : ['channelLacksFunction'];
}
