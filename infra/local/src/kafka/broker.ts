import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../files.ts';
import type { Places } from '../paths.ts';
import { repositoryRoot } from '../paths.ts';
import { launch, type ProcessRecord } from '../processes.ts';
import { runTool } from '../tools.ts';
import { ensureJars } from './jars.ts';
import { requireJava } from './java.ts';

export interface BrokerOptions {
  places: Places;
  port: number;
  controllerPort: number;
  clusterId: string;
  say: (line: string) => void;
  signal?: AbortSignal | undefined;
  /** More settings, as of server.properties: another listener, or the place of this node among others. */
  settings?: Readonly<Record<string, string>> | undefined;
}

type Node = Pick<BrokerOptions, 'port' | 'controllerPort' | 'places' | 'settings'>;

const heap = '-Xmx768m';

/** One node that is broker and controller. Everything is kept: rebuilding from the first event must stay possible. */
export function serverProperties(options: Node): string {
  const entries = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${options.controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${options.port},CONTROLLER://127.0.0.1:${options.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${options.port}`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(options.places.kafka, 'data'),
    'auto.create.topics.enable': false,
    'num.partitions': 8,
    'log.retention.ms': -1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // After a kill the controller takes the broker back only when the session of its former life has run out.
    'broker.session.timeout.ms': 5000,
    'broker.heartbeat.interval.ms': 1000,
    ...options.settings,
  };
  return Object.entries(entries)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

export const brokerFingerprint = (options: Node): string =>
  createHash('sha256').update(serverProperties(options)).digest('hex').slice(0, 16);

/** Starts the broker and returns at once; the folder is formatted before its first start. */
export async function launchBroker(options: BrokerOptions): Promise<ProcessRecord> {
  const java = await requireJava();
  const classpath = await ensureJars(options.say, options.signal);
  const properties = join(options.places.kafka, 'server.properties');
  await writeWhole(properties, serverProperties(options));
  if (!existsSync(join(options.places.kafka, 'data/meta.properties'))) {
    // With its name, since one id in sixty-four begins with a dash and would be taken for an option.
    const format = ['format', `--cluster-id=${options.clusterId}`, '-c', properties, '--ignore-formatted'];
    const quiet = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-Dlog4j2.level=error'];
    await runTool(java, [...quiet, '-cp', classpath, 'kafka.tools.StorageTool', ...format], { signal: options.signal });
  }
  const log4j = `-Dlog4j2.configurationFile=${join(repositoryRoot, 'infra/local/log4j2.properties')}`;
  return launch(options.places, {
    name: 'kafka',
    command: java,
    args: [heap, '-Xms256m', '-Djava.awt.headless=true', log4j, '-cp', classpath, 'kafka.Kafka', properties],
    port: options.port,
    fingerprint: brokerFingerprint(options),
  });
}
