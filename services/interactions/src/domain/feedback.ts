import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';

type Given = Extract<InteractionsEvent, { type: 'FeedbackGiven' }>;
type Facts = Given['data'];

export interface GiveFeedback {
  readonly type: 'GiveFeedback';
  readonly facts: Facts;
  /** In the customer's words. */
  readonly comment?: string | undefined;
}

/** The scale of each survey with a single score; CES 7 is very easy. */
export const SCALES = { nps: [0, 10], csat: [1, 5], ces: [1, 7] } as const;

export const feedback: Decider<Once, GiveFeedback, Given> = {
  kind: 'feedback',
  stateVersion: 1,
  initial,
  evolve,
  decide({ facts, comment }, { recorded }): Decision<Given> {
    if (recorded) return { events: [] };
    if (facts.survey === 'servqual') checkAnswers(facts);
    else checkScore(facts, SCALES[facts.survey]);
    return {
      events: [{ type: 'FeedbackGiven', data: facts }],
      ...(comment !== undefined && { personal: { comment } }),
    };
  },
};

function checkScore({ survey, score, answers }: Facts, [least, most]: readonly [number, number]): void {
  if (answers.length > 0) throw new DomainError('survey-mismatch', `A ${survey} survey asks for a score only.`);
  if (score === undefined) throw new DomainError('survey-mismatch', `A ${survey} survey needs its score.`);
  if (!Number.isInteger(score) || score < least || score > most) {
    throw new DomainError('score-out-of-range', `A ${survey} score is a whole number from ${least} to ${most}.`);
  }
}

function checkAnswers({ score, answers }: Facts): void {
  if (score !== undefined) throw new DomainError('survey-mismatch', 'A servqual survey has answers and no score.');
  if (answers.length === 0) throw new DomainError('survey-mismatch', 'A servqual survey needs an answer at least.');
  const items = new Set(answers.map(({ dimension, item }) => `${dimension}/${item}`));
  if (items.size < answers.length) throw new DomainError('survey-mismatch', 'An item is answered twice.');
}
