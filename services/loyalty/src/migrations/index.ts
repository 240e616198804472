import { Ledger1760000000000 } from './1760000000000-ledger.ts';
import { BalanceWhereItIsWritten1760000000001 } from './1760000000001-balance-where-it-is-written.ts';

export const migrations = [Ledger1760000000000, BalanceWhereItIsWritten1760000000001];
