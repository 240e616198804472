import { startService } from '@rapport/service-kit';
import { complaintsModule } from './complaints.module.ts';
import { config } from './config.ts';
import { migrations } from './migrations/index.ts';

await startService({ name: 'complaints', module: complaintsModule(config), config, migrations });
