import { accountUnder } from './account.decide.ts';
import programmes from './programmes.json' with { type: 'json' };

export const account = accountUnder(programmes);
