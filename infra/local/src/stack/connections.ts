import { issuerOf, type Issuer } from '../issuer.ts';
import type { Places } from '../paths.ts';
import { serviceNames, type Ports, type ServiceName } from '../ports.ts';
import { databasesAt, type Databases } from '../postgres/databases.ts';
import type { Settings } from '../settings.ts';

/** Everything that a client of a stack needs to know. */
export interface Connections {
  brokers: string[];
  databases: Databases;
  issuer: Issuer;
  /** Base address of each service, running or not. */
  services: Record<ServiceName, string>;
  /** Whether Kafka and PostgreSQL are the stack's own or given by the environment. */
  own: { kafka: boolean; postgres: boolean };
}

type Environment = Record<string, string | undefined>;

/** Addresses out of the stack's settings, overridden by KAFKA_BROKERS and DATABASE_URL_<SERVICE> where they are set. */
export function connectionsOf(places: Places, settings: Settings, environment: Environment = process.env): Connections {
  const brokers = given(environment, 'KAFKA_BROKERS');
  const ours = databasesAt(settings.ports.postgres, settings.secret);
  const databases = { ...ours, services: { ...ours.services } };
  for (const service of serviceNames) {
    const app = given(environment, `DATABASE_URL_${service.toUpperCase()}`);
    if (app === undefined) continue;
    const owner = given(environment, `DATABASE_OWNER_URL_${service.toUpperCase()}`) ?? app;
    databases.services[service] = { app, owner, ro: app };
  }
  databases.analyst = given(environment, 'DATABASE_URL_ANALYST') ?? databases.analyst;
  const foreign = serviceNames.filter(service => given(environment, `DATABASE_URL_${service.toUpperCase()}`));
  return {
    brokers: brokers?.split(',').map(broker => broker.trim()) ?? [`127.0.0.1:${settings.ports.kafka}`],
    databases,
    issuer: issuerOf(places),
    services: servicesAt(settings.ports),
    own: { kafka: brokers === undefined, postgres: foreign.length < serviceNames.length },
  };
}

/** The address of each service: at its port of this machine, or of a host that `hostOf` names. */
export function servicesAt(ports: Ports, hostOf: (service: ServiceName) => string = () => '127.0.0.1') {
  const address = (service: ServiceName): string => `http://${hostOf(service)}:${ports[service]}`;
  return {
    profile: address('profile'),
    interactions: address('interactions'),
    complaints: address('complaints'),
    loyalty: address('loyalty'),
    analytics: address('analytics'),
    gateway: address('gateway'),
  };
}

const given = (environment: Environment, name: string): string | undefined => {
  const value = environment[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
};
