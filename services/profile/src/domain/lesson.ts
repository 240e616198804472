import type { ProfileEvent } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';

type Logged = Extract<ProfileEvent, { readonly type: 'LessonLogged' }>;

export interface LogLesson {
  readonly type: 'LogLesson';
  readonly facts: Logged['data'];
  /** How it went, or what is to be learnt: personal, kept beside the stream. */
  readonly text: string;
}

/** One entry of an account's log. */
export const lesson: Decider<Once, LogLesson, Logged> = {
  kind: 'lesson',
  stateVersion: 1,
  initial,
  evolve,
  decide: ({ facts, text }, { recorded }) =>
    recorded ? { events: [] } : { events: [{ type: 'LessonLogged', data: facts }], personal: { text } },
};
