import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitCodes, Failure } from './failure.ts';
import { writeWhole } from './files.ts';
import { ensureIssuer, renewServiceToken } from './issuer.ts';
import { ensureTopics } from './kafka/topics.ts';
import { say } from './output.ts';
import { placesOf } from './paths.ts';
import { defaultPorts, serviceNames } from './ports.ts';
import { databasesAt, ensureDatabases, passwordOf } from './postgres/databases.ts';
import { newSettings, readSettings, writeSettings, type Settings } from './settings.ts';
import { servicesAt, type Connections } from './stack/connections.ts';
import { serviceEnvironment } from './stack/services.ts';

/*
 * What docker-compose.yml runs once before the services: `secrets` makes passwords, keys and a file of settings for each
 * service in a volume, `prepare` makes databases, roles and topics. Both may run again and change nothing then.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { dir: { type: 'string', default: '/stack' }, postgres: { type: 'string' }, kafka: { type: 'string' } },
});
const places = placesOf(values.dir);
const [postgresHost = 'postgres', postgresPort = '5432'] = (values.postgres ?? 'postgres:5432').split(':');
const brokers = [values.kafka ?? 'kafka:9092'];

async function settled(): Promise<Settings> {
  const found = await readSettings(places);
  if (found !== undefined) return found;
  const made = newSettings();
  await writeSettings(places, made);
  return made;
}

const databases = (settings: Settings): Connections['databases'] =>
  databasesAt(Number(postgresPort), settings.secret, postgresHost);

async function makeSecrets(): Promise<void> {
  const settings = await settled();
  const issuer = await ensureIssuer(places);
  await renewServiceToken(issuer);
  const connections: Connections = {
    brokers,
    issuer,
    databases: databases(settings),
    services: servicesAt(defaultPorts, name => name),
    own: { kafka: true, postgres: true },
  };
  for (const name of serviceNames) {
    const environment = { HOST: '0.0.0.0', ...serviceEnvironment(name, connections, defaultPorts) };
    const lines = Object.entries(environment).map(([key, value]) => `${key}='${value}'\n`);
    await writeWhole(join(places.dir, `${name}.env`), lines.join(''), 0o600);
  }
  await writeWhole(join(places.dir, 'postgres-password'), passwordOf(settings.secret, 'postgres'), 0o600);
}

async function prepare(): Promise<void> {
  const settings = await settled();
  await ensureDatabases(databases(settings), settings.secret);
  const created = await ensureTopics(brokers);
  say(`databases and roles are there, ${created.length} topics created`);
}

if (positionals[0] === 'secrets') await makeSecrets();
else if (positionals[0] === 'prepare') await prepare();
else throw new Failure('container.js secrets | prepare', exitCodes.usage);
