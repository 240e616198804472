import { describe, expect, it } from '@jest/globals';
import { SERVICES } from '@rapport/contracts';
import { placesOf } from '../paths.ts';
import { serviceNames } from '../ports.ts';
import { newSettings } from '../settings.ts';
import { connectionsOf } from './connections.ts';
import { serviceEnvironment } from './services.ts';

const places = placesOf('/tmp/stack');
const settings = newSettings();

describe('the connections of a stack', () => {
  it('are its own Kafka and PostgreSQL where nothing else is given', () => {
    const { brokers, own, databases } = connectionsOf(places, settings, {});
    expect(brokers).toEqual(['127.0.0.1:4192']);
    expect(own).toEqual({ kafka: true, postgres: true });
    const url = new URL(databases.services.loyalty.app);
    expect([url.username, url.host, url.pathname]).toEqual([
      'rapport_loyalty_app',
      '127.0.0.1:4132',
      '/rapport_loyalty',
    ]);
  });

  it('give every role a password of its own', () => {
    const { databases } = connectionsOf(places, settings, {});
    const urls = [
      databases.admin,
      databases.analyst,
      ...serviceNames.flatMap(name => Object.values(databases.services[name])),
    ];
    expect(new Set(urls.map(url => new URL(url).password)).size).toBe(urls.length);
  });

  it('are those of the environment where it names some', () => {
    const given = { KAFKA_BROKERS: 'a:1, b:2', DATABASE_URL_PROFILE: 'postgresql://x/y' };
    const { brokers, own, databases } = connectionsOf(places, settings, given);
    expect(brokers).toEqual(['a:1', 'b:2']);
    expect(own).toEqual({ kafka: false, postgres: true });
    expect(databases.services.profile).toEqual({
      app: 'postgresql://x/y',
      owner: 'postgresql://x/y',
      ro: 'postgresql://x/y',
    });
  });

  it('need no PostgreSQL of their own where every service has a database', () => {
    const given = Object.fromEntries(
      serviceNames.map(name => [`DATABASE_URL_${name.toUpperCase()}`, 'postgresql://x/y']),
    );
    expect(connectionsOf(places, settings, given).own.postgres).toBe(false);
  });
});

describe('the environment of a service', () => {
  it('tells the gateway where the others are, and none of them its signing key', () => {
    const connections = connectionsOf(places, settings, {});
    const gateway = serviceEnvironment('gateway', connections, settings.ports);
    expect(JSON.parse(gateway['SERVICES'] ?? '')).toMatchObject({ profile: 'http://127.0.0.1:4101' });
    expect(gateway['DEV_ISSUER_KEY']).toBe('/tmp/stack/issuer/private.jwk.json');
    expect(serviceEnvironment('profile', connections, settings.ports)).not.toHaveProperty('DEV_ISSUER_KEY');
  });

  it('tells each of the others where it can ask for events that it misses, and by what token', () => {
    const connections = connectionsOf(places, settings, {});
    const profile = serviceEnvironment('profile', connections, settings.ports);
    expect(Object.keys(JSON.parse(profile['PEERS'] ?? '')).sort()).toEqual([...SERVICES].sort());
    expect(profile['SERVICE_TOKEN_FILE']).toBe('/tmp/stack/issuer/service.token');
    expect(serviceEnvironment('gateway', connections, settings.ports)).not.toHaveProperty('SERVICE_TOKEN_FILE');
  });
});
