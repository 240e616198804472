import { accountUnder } from './account.decide.ts';
import { programmeAt } from './programme.ts';
import programmes from './programmes.json' with { type: 'json' };

export const account = accountUnder(programmes);

/** Over how many months points qualify for a tier, by the programme in force. */
export const qualifyingMonthsAt = (at: string): number => programmeAt(programmes, at).qualifyingMonths;
