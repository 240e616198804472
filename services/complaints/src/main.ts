import { startService } from '@rapport/service-kit';
import { ComplaintsModule } from './complaints.module.ts';
import { config } from './config.ts';
import { migrations } from './migrations/index.ts';

await startService({ name: 'complaints', module: ComplaintsModule, config, migrations });
