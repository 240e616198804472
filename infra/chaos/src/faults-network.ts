import { setTimeout as sleep } from 'node:timers/promises';
import type { Weather } from './proxy.ts';
import { AIMS, type Fault, type Trial } from './trial.ts';

/** The service talks to PostgreSQL and Kafka through the proxies of the suite. */
function throughProxies({ proxies, ground, service }: Trial): Record<string, string> {
  const { app, owner } = ground.connections.databases.services[service];
  const through = (url: string): string => {
    const changed = new URL(url);
    changed.port = String(proxies.postgres.port);
    return changed.href;
  };
  return {
    DATABASE_URL: through(app),
    DATABASE_OWNER_URL: through(owner),
    KAFKA_BROKERS: `127.0.0.1:${proxies.kafka.port}`,
  };
}

/** A weather for some seconds, fair before and after. */
async function weather({ proxies, signal }: Trial, kind: Weather, seconds: number): Promise<void> {
  const both = [proxies.kafka, proxies.postgres];
  try {
    for (const proxy of both) proxy.set(kind);
    await sleep(seconds * 1000, undefined, { signal });
  } finally {
    for (const proxy of both) proxy.set('fair');
  }
}

const network = (name: string, what: string, bound: number, strike: Fault['strike']): Fault => ({
  name,
  what,
  aims: AIMS,
  bound,
  environment: throughProxies,
  strike,
});

export const networkFaults: readonly Fault[] = [
  network(
    'connections-cut',
    'all connections of the service to PostgreSQL and Kafka reset six times, in mid transaction too',
    15,
    async ({ proxies, random, note }) => {
      let cut = 0;
      for (let n = 0; n < 6; n++) {
        cut += proxies.postgres.cut() + proxies.kafka.cut();
        await sleep(random.integer(100, 900));
      }
      note(`${cut} connections cut`);
    },
  ),
  network('slow-network', 'a network of 150 ms for each packet, for eight seconds', 15, trial =>
    weather(trial, 'slow', 8),
  ),
  network('stalled-network', 'nothing goes through for twelve seconds, then all of it does', 30, trial =>
    weather(trial, 'stalled', 12),
  ),
  network(
    'half-open',
    'connections that stand and lead nowhere any more: only time-outs tell; new ones work',
    45,
    async ({ proxies, note }) => {
      note(`${proxies.postgres.abandon() + proxies.kafka.abandon()} connections abandoned`);
    },
  ),
];
