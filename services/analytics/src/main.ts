import { startService } from '@rapport/service-kit';
import { AnalyticsModule } from './analytics.module.ts';
import { config } from './config.ts';
import { migrations } from './migrations/index.ts';

await startService({ name: 'analytics', module: AnalyticsModule, config, migrations });
