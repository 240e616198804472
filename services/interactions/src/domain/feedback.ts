import type { InteractionsEvent, SurveyForm } from '@rapport/contracts';
import type { Decider, Decision } from '@rapport/decider';
import { checkFeedback } from './feedback-rules.ts';
import { evolve, initial, type Once } from './once.ts';

export type Given = Extract<InteractionsEvent, { type: 'FeedbackGiven' }>;

export interface GiveFeedback {
  readonly type: 'GiveFeedback';
  readonly facts: Given['data'];
  /** The survey that was put, where it is known which one. */
  readonly asked?: SurveyForm | undefined;
  /** In the customer's words. */
  readonly comment?: string | undefined;
}

export const feedback: Decider<Once, GiveFeedback, Given> = {
  kind: 'feedback',
  stateVersion: 1,
  initial,
  evolve,
  decide({ facts, asked, comment }, { recorded }): Decision<Given> {
    if (recorded) return { events: [] };
    checkFeedback(facts, asked);
    return {
      events: [{ type: 'FeedbackGiven', data: facts }],
      ...(comment !== undefined && { personal: { comment } }),
    };
  },
};
