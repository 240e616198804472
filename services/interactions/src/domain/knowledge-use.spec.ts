import { describe, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { knowledgeUse } from './knowledge-use.ts';

const given = specification(knowledgeUse).given;
const { example: facts } = interactionsEvents.KnowledgeUsed;
const { example: rating } = interactionsEvents.KnowledgeRated;
const used = { type: 'KnowledgeUsed', data: facts } as const;
const rated = (by: 'agent' | 'customer', helpful: boolean) =>
  ({ type: 'KnowledgeRated', data: { ...rating, by, helpful } }) as const;

describe('a prepared text in a contact', () => {
  it('is used once, however often it is told', () => {
    given([]).when({ type: 'UseKnowledge', facts }).then([used]);
    given([used]).when({ type: 'UseKnowledge', facts }).thenNothing();
  });

  it('is rated by agent and customer apart, and the last word of each counts', () => {
    given([used])
      .when({ type: 'RateKnowledge', by: 'agent', helpful: true })
      .then([rated('agent', true)]);
    given([used, rated('agent', true)])
      .when({ type: 'RateKnowledge', by: 'agent', helpful: true })
      .thenNothing();
    given([used, rated('agent', true)])
      .when({ type: 'RateKnowledge', by: 'customer', helpful: true })
      .then([rated('customer', true)]);
    given([used, rated('agent', true)])
      .when({ type: 'RateKnowledge', by: 'agent', helpful: false })
      .then([rated('agent', false)]);
  });

  it('that was not used is not rated', () => {
    given([]).when({ type: 'RateKnowledge', by: 'agent', helpful: true }).thenRefused('use-unknown');
  });
});
