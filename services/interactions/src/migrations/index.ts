import { Channels1760000000000 } from './1760000000000-channels.ts';
import { InteractionsOfCustomer1760000000001 } from './1760000000001-interactions-of-customer.ts';

export const migrations = [Channels1760000000000, InteractionsOfCustomer1760000000001];
