import { startService } from '@rapport/service-kit';
import { analyticsModule } from './analytics.module.ts';
import { config } from './config.ts';
import { migrations } from './migrations/index.ts';

await startService({ name: 'analytics', module: analyticsModule(config), config, migrations });
