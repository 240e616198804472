import type { ProfileEvent } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';

type Given = Extract<ProfileEvent, { readonly type: 'StyleLinkGiven' }>;

/** A link to the questionnaire is to be sent; what it says is not kept, since whoever has it may answer. */
export interface GiveStyleLink {
  readonly type: 'GiveStyleLink';
  readonly facts: Given['data'];
}

export const styleLink: Decider<Once, GiveStyleLink, Given> = {
  kind: 'styleLink',
  stateVersion: 1,
  initial,
  evolve,
  decide: ({ facts }, { recorded }) => ({ events: recorded ? [] : [{ type: 'StyleLinkGiven', data: facts }] }),
};
