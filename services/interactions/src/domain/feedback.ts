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
      events: [{ type: 'FeedbackGiven', data: weighed(facts, asked) }],
      ...(comment !== undefined && { personal: { comment } }),
    };
  },
};

/** The weights of the survey stand in where the customer gave none: what matters is not known better then. */
const weighed = (facts: Given['data'], asked: SurveyForm | undefined): Given['data'] =>
  facts.survey === 'servqual' && !facts.weights?.length && asked?.weights?.length
    ? { ...facts, weights: asked.weights, weightsBy: 'survey' }
    : facts;
