import { loadConfig } from '@rapport/service-kit';

export const config = loadConfig();
