import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';

type Recorded = Extract<InteractionsEvent, { type: 'InteractionRecorded' }>;

export interface Note {
  readonly kind: 'fact' | 'opinion' | 'confirmedFact' | 'impliedNeed';
  readonly text: string;
}

/** What the catalogue says of the interaction's channel. */
export interface ChannelFacts {
  readonly known: boolean;
  /** False where the catalogue says that the channel does not offer what the contact was for, or cannot confirm it. */
  readonly offersFunction: boolean;
}

export interface RecordInteraction {
  readonly type: 'RecordInteraction';
  readonly facts: Omit<Recorded['data'], 'flags'>;
  readonly channelIs: ChannelFacts;
  readonly notes: readonly Note[];
}

export const interaction: Decider<Once, RecordInteraction, Recorded> = {
  kind: 'interaction',
  stateVersion: 1,
  initial,
  evolve,
  decide({ facts, channelIs, notes }, { recorded }): Decision<Recorded> {
    if (recorded) return { events: [] };
    const { startedAt, endedAt } = facts;
    if (startedAt !== undefined && endedAt !== undefined && Date.parse(endedAt) < Date.parse(startedAt)) {
      throw new DomainError('time-order', 'The interaction ended before it started.');
    }
    return {
      events: [{ type: 'InteractionRecorded', data: { ...facts, flags: flagsOf(channelIs) } }],
      ...(notes.length > 0 && { personal: { notes: notes.map(({ kind, text }) => ({ kind, text })) } }),
    };
  },
};

/** A contact that took place is recorded, whatever the catalogue holds possible. */
function flagsOf({ known, offersFunction }: ChannelFacts): string[] {
  if (!known) return ['unknownChannel'];
  return offersFunction ? [] : ['channelLacksFunction'];
}
