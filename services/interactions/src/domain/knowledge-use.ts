import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider } from '@rapport/decider';

type UseEvent = Extract<InteractionsEvent, { type: 'KnowledgeUsed' | 'KnowledgeRated' }>;
type Facts = Extract<UseEvent, { type: 'KnowledgeUsed' }>['data'];

export interface UseKnowledge {
  readonly type: 'UseKnowledge';
  readonly facts: Facts;
}

export interface RateKnowledge {
  readonly type: 'RateKnowledge';
  readonly by: 'agent' | 'customer';
  readonly helpful: boolean;
}

export interface KnowledgeUse {
  readonly facts: Facts | null;
  readonly said: { readonly [by in RateKnowledge['by']]?: boolean };
}

/** One prepared text in one contact: used once, and rated by the agent and the customer, whose last word counts. */
export const knowledgeUse: Decider<KnowledgeUse, UseKnowledge | RateKnowledge, UseEvent> = {
  kind: 'knowledgeUse',
  stateVersion: 1,
  initial: { facts: null, said: {} },
  evolve: (state, { type, data }) =>
    type === 'KnowledgeUsed'
      ? { ...state, facts: data }
      : { ...state, said: { ...state.said, [data.by]: data.helpful } },
  decide(command, { facts, said }) {
    if (command.type === 'UseKnowledge') {
      return { events: facts === null ? [{ type: 'KnowledgeUsed', data: command.facts }] : [] };
    }
    if (facts === null) throw new DomainError('use-unknown', 'It was not used in that contact.');
    const { by, helpful } = command;
    if (said[by] === helpful) return { events: [] };
    const { language: _language, ...use } = facts;
    return { events: [{ type: 'KnowledgeRated', data: { ...use, by, helpful } }] };
  },
};
