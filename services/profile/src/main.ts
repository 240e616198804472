import { startService } from '@rapport/service-kit';
import { config } from './config.ts';
import { migrations } from './migrations/index.ts';
import { profileModule } from './profile.module.ts';

await startService({ name: 'profile', module: profileModule(config), config, migrations });
