import { DomainError, type Decider, type PassTime } from '@rapport/decider';

/** A small stream for specs: it counts, refuses to go below zero, may claim a name, and rings once when due. */
export interface Tally {
  readonly value: number;
  readonly ringAt: string | null;
}

export type TallyCommand =
  | {
      readonly type: 'Add';
      readonly customerId: string;
      readonly by: number;
      readonly claim?: string;
      readonly words?: string;
    }
  | { readonly type: 'RingAt'; readonly customerId: string; readonly at: string }
  | PassTime;

export interface TallyEvent {
  readonly type: 'SatisfactionMoved';
  readonly data: { readonly customerId: string; readonly value: number; readonly from?: number };
}

const moved = (customerId: string, value: number): TallyEvent => ({
  type: 'SatisfactionMoved',
  data: { customerId, value },
});

// 99.5 means "ring me later", 99 "it rang": the published language has no event of its own for specs.
const SET = 99.5;
const RANG = 99;
const AT = '2030-01-01T00:00:00.000Z';
const someone = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';

export const tally: Decider<Tally, TallyCommand, TallyEvent> = {
  kind: 'tally',
  stateVersion: 1,
  initial: { value: 0, ringAt: null },
  decide(command, state) {
    switch (command.type) {
      case 'Add': {
        if (state.value + command.by < 0) throw new DomainError('balance-too-low', 'It would fall below zero.');
        if (command.by === 0) return { events: [] };
        const { claim, words } = command;
        return {
          events: [moved(command.customerId, command.by)],
          ...(claim !== undefined && { claims: [{ kind: 'name', value: claim }] }),
          ...(words !== undefined && { personal: { words } }),
        };
      }
      case 'RingAt':
        return { events: [moved(command.customerId, SET)] };
      case 'PassTime':
        return state.ringAt !== null && state.ringAt <= command.now
          ? { events: [{ ...moved(someone, RANG), at: state.ringAt }] }
          : { events: [] };
    }
  },
  evolve(state, { data }) {
    if (data.value === SET) return { ...state, ringAt: AT };
    if (data.value === RANG) return { ...state, ringAt: null };
    return { ...state, value: state.value + data.value };
  },
  nextDue: state => state.ringAt,
};
