import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../paths.ts';
import { serviceNames, type Ports, type ServiceName } from '../ports.ts';
import type { Program } from '../processes.ts';
import type { Connections } from './connections.ts';

const mainOf = (service: ServiceName): string => join(repositoryRoot, 'services', service, 'dist/main.js');

/** In MB: twice what a busy service holds. Left to itself, Node lets a heap grow with the memory of the machine before it collects. */
const HEAP_MB = 256;

/** How Node runs a service. */
export const argumentsFor = (main: string): string[] => [
  '--enable-source-maps',
  `--max-old-space-size=${HEAP_MB}`,
  main,
];

export const isBuilt = (service: ServiceName): boolean => existsSync(mainOf(service));
export const builtServices = (): ServiceName[] => serviceNames.filter(isBuilt);

/** The settings of one service, by the names that its config.ts reads. */
export function serviceEnvironment(
  service: ServiceName,
  connections: Connections,
  ports: Ports,
): Record<string, string> {
  const database = connections.databases.services[service];
  const common = {
    PORT: String(ports[service]),
    DATABASE_URL: database.app,
    DATABASE_OWNER_URL: database.owner,
    KAFKA_BROKERS: connections.brokers.join(','),
    TOPIC_PREFIX: process.env['TOPIC_PREFIX'] ?? '',
    AUTH_ISSUER: connections.issuer.name,
    AUTH_AUDIENCE: connections.issuer.audience,
    AUTH_JWKS: connections.issuer.jwks,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
  };
  const peers = JSON.stringify({ ...connections.services, gateway: undefined });
  const links = {
    SURVEY_LINK_KEYS_FILE: connections.issuer.linkKeys,
    SURVEY_LINK_BASE: `http://127.0.0.1:${ports.gateway}`,
  };
  if (service !== 'gateway') {
    const own = service === 'interactions' || service === 'profile' ? links : {};
    return { ...common, PEERS: peers, SERVICE_TOKEN_FILE: connections.issuer.serviceToken, ...own };
  }
  return {
    ...common,
    SERVICES: peers,
    DEV_ISSUER_KEY: connections.issuer.key,
    CONSOLE_DIR: join(repositoryRoot, 'services/console/dist'),
  };
}

/** The command that runs one service, with a fingerprint over its settings and `version`, that of the build. */
export function serviceProgram(
  service: ServiceName,
  connections: Connections,
  ports: Ports,
  version: string,
  extra: Record<string, string> = {},
): Program {
  const settings = { ...serviceEnvironment(service, connections, ports), ...extra };
  const main = mainOf(service);
  const built = existsSync(main) ? statSync(main).mtimeMs : 0;
  return {
    name: service,
    command: process.execPath,
    args: argumentsFor(main),
    port: ports[service],
    env: { ...process.env, ...settings, NODE_ENV: process.env['NODE_ENV'] ?? 'production' },
    cwd: repositoryRoot,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([settings, version, built]))
      .digest('hex')
      .slice(0, 16),
  };
}
