import { Sight1800000000150 } from '@rapport/service-kit/migrations';
import { Ledger1760000000000 } from './1760000000000-ledger.ts';
import { Earnings1800000000110 } from './1800000000110-earnings.ts';
import { BalanceWhereItIsWritten1760000000001 } from './1760000000001-balance-where-it-is-written.ts';

export const migrations = [
  Ledger1760000000000,
  BalanceWhereItIsWritten1760000000001,
  Earnings1800000000110,
  Sight1800000000150,
];
