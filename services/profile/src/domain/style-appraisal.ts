import type { ProfileEvent } from '@rapport/contracts';
import type { Decider, Decision } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';
import { scored, type Answer, type Questionnaire } from './questionnaire.ts';

type Appraised = Extract<ProfileEvent, { readonly type: 'StyleQuestionnaireAnswered' | 'StaffStyleAppraised' }>;

export interface AnswerStyleQuestionnaire {
  readonly type: 'AnswerStyleQuestionnaire';
  readonly appraisalId: string;
  /** Who answers about themselves. */
  readonly about: { readonly customerId: string } | { readonly staffId: string };
  readonly answers: readonly Answer[];
  /** As it was shown to whoever answered. */
  readonly questionnaire: Questionnaire;
}

/** A questionnaire on style, filled in once: by a customer or, as self-appraisal, by one of the staff. */
export const styleAppraisal: Decider<Once, AnswerStyleQuestionnaire, Appraised> = {
  kind: 'styleAppraisal',
  stateVersion: 1,
  initial,
  evolve,
  decide({ appraisalId, about, answers, questionnaire }, { recorded }): Decision<Appraised> {
    if (recorded) return { events: [] };
    const said = {
      appraisalId,
      version: questionnaire.version,
      answers: [...answers],
      ...scored(answers, questionnaire),
    };
    return {
      events: [
        'customerId' in about
          ? { type: 'StyleQuestionnaireAnswered', data: { customerId: about.customerId, ...said } }
          : { type: 'StaffStyleAppraised', data: { staffId: about.staffId, ...said } },
      ],
    };
  },
};
