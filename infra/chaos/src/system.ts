import { join } from 'node:path';
import { createSender, type Message } from '@rapport/messaging';
import { signToken } from '@rapport/local';
import { Looks } from './databases.ts';
import { BESIDE, clusterGround, ROOT, singleGround, type Ground, type GroundOptions } from './ground.ts';
import { Proxy } from './proxy.ts';
import { Services, SERVICES } from './services.ts';
import { diskGround } from './disk.ts';

export interface Proxies {
  readonly kafka: Proxy;
  readonly postgres: Proxy;
}

export type GroundName = 'single' | 'cluster' | 'disk';

/** The system under test, all parts running, and the means to look at it from outside. */
export interface System {
  readonly ground: Ground;
  readonly services: Services;
  readonly looks: Looks;
  readonly proxies: Proxies;
  readonly token: string;
  publish(topic: string, messages: readonly Message[]): Promise<void>;
  stop(): Promise<void>;
}

const GROUNDS = { single: singleGround, cluster: clusterGround, disk: diskGround };

export async function startSystem(name: GroundName, options: GroundOptions): Promise<System> {
  const proxies: Proxies = { kafka: await new Proxy().open(), postgres: await new Proxy().open() };
  const closeProxies = (): Promise<unknown> => Promise.all([proxies.kafka.close(), proxies.postgres.close()]);
  const ground = await GROUNDS[name]({ ...options, advertised: proxies.kafka.port }).catch(async (error: unknown) => {
    await closeProxies();
    throw error;
  });
  proxies.kafka.to(ground.ports.kafka + BESIDE);
  proxies.postgres.to(ground.ports.postgres);
  const { connections, ports } = ground;
  const services = new Services(join(ROOT, 'services'), connections, ports);
  const looks = new Looks(connections.databases);
  const stop = async (): Promise<void> => {
    await services.end();
    await looks.end();
    await closeProxies();
    await ground.stop();
  };
  try {
    const token = await signToken(connections.issuer, { role: 'service', name: 'chaos' });
    const instances = await Promise.all(SERVICES.map(service => services.start(service)));
    await Promise.all(instances.map(instance => services.ready(instance)));
    return { ground, services, looks, proxies, token, stop, publish: publisher(connections.brokers) };
  } catch (error) {
    await stop();
    throw error;
  }
}

const publisher =
  (brokers: readonly string[]): System['publish'] =>
  async (topic, messages) => {
    const sender = createSender({ brokers, clientId: 'chaos' });
    try {
      await sender.send(topic, 8, messages);
    } finally {
      await sender.close();
    }
  };
