import { startService } from '@rapport/service-kit';
import { config } from './config.ts';
import { LoyaltyModule } from './loyalty.module.ts';
import { migrations } from './migrations/index.ts';

await startService({ name: 'loyalty', module: LoyaltyModule, config, migrations });
