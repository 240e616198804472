import type { EventsOf, strategyEvents } from '@rapport/contracts';
import { DomainError, type Decider } from '@rapport/decider';

export type NextBestActionEvent = EventsOf<Omit<typeof strategyEvents, 'ServiceStrategyProposed'>>;
type Proposed = Extract<NextBestActionEvent, { readonly type: 'NextBestActionProposed' }>['data'];
type Decided = Extract<NextBestActionEvent, { readonly type: 'NextBestActionDecided' }>['data'];

export interface ProposeNextBestAction extends Omit<Proposed, 'from'> {
  readonly type: 'ProposeNextBestAction';
}

export interface DecideNextBestAction extends Omit<Decided, 'proposed'> {
  readonly type: 'DecideNextBestAction';
  /** In the manager's words: kept beside the stream, and erased with the customer. */
  readonly note?: string | undefined;
}

export interface NextBestAction {
  readonly proposed: Proposed['to'] | null;
  /** What a manager decided on it, until something else is proposed. */
  readonly decided: Pick<Decided, 'action' | 'reason'> | null;
}

/** What is to be done about a customer: proposed by value and risk; a manager may decide it, or otherwise. */
export const nextBestAction: Decider<
  NextBestAction,
  ProposeNextBestAction | DecideNextBestAction,
  NextBestActionEvent
> = {
  kind: 'nextBestAction',
  stateVersion: 1,
  initial: { proposed: null, decided: null },
  decide(command, { proposed, decided }) {
    if (command.type === 'ProposeNextBestAction') {
      const { type: _, ...data } = command;
      if (proposed === data.to) return { events: [] };
      return {
        events: [{ type: 'NextBestActionProposed', data: { ...data, ...(proposed !== null && { from: proposed }) } }],
      };
    }
    const { type: _, note, ...data } = command;
    if (proposed === null) {
      throw new DomainError('nothing-proposed', 'Nothing has been proposed for this customer that could be decided.');
    }
    if (decided?.action === data.action && decided.reason === data.reason && note === undefined) return { events: [] };
    return {
      events: [{ type: 'NextBestActionDecided', data: { ...data, proposed } }],
      personal: { note: note ?? null },
    };
  },
  evolve: (state, { type, data }) =>
    type === 'NextBestActionProposed'
      ? { proposed: data.to, decided: null }
      : { ...state, decided: { action: data.action, reason: data.reason } },
};
