import { startService } from '@rapport/service-kit';
import { config } from './config.ts';
import { InteractionsModule } from './interactions.module.ts';
import { migrations } from './migrations/index.ts';

await startService({ name: 'interactions', module: InteractionsModule, config, migrations });
