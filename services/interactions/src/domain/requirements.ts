import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';

type Recorded = Extract<InteractionsEvent, { type: 'RequirementsRecorded' }>;

/** One answer: a choice, a number of hours, words, or several of them. Words are personal. */
export type Answer = Omit<Recorded['data']['answers'][number], 'told'> & { readonly text?: string | undefined };

export interface RecordRequirements {
  readonly type: 'RecordRequirements';
  readonly requirementsId: string;
  readonly customerId: string;
  readonly answers: readonly Answer[];
}

export const requirements: Decider<Once, RecordRequirements, Recorded> = {
  kind: 'requirements',
  stateVersion: 1,
  initial,
  evolve,
  decide({ requirementsId, customerId, answers }, { recorded }): Decision<Recorded> {
    if (recorded) return { events: [] };
    if (new Set(answers.map(({ topic }) => topic)).size < answers.length) {
      throw new DomainError('survey-mismatch', 'A topic is answered twice.');
    }
    const words = answers.flatMap(({ topic, text }) => (text === undefined ? [] : [[topic, text] as const]));
    const told = answers.map(({ text, ...answer }) => ({ ...answer, told: text !== undefined }));
    return {
      events: [{ type: 'RequirementsRecorded', data: { requirementsId, customerId, answers: told } }],
      ...(words.length > 0 && { personal: { words: Object.fromEntries(words) } }),
    };
  },
};
