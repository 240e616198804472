import { Ledger1760000000000 } from './1760000000000-ledger.ts';

export const migrations = [Ledger1760000000000];
