import { startService } from '@rapport/service-kit';
import { readConfig } from './config.ts';
import { GatewayModule } from './gateway.module.ts';

const config = readConfig();
await startService({
  name: 'gateway',
  module: GatewayModule.of(config),
  config,
  trustedProxies: config.TRUSTED_PROXIES,
});
