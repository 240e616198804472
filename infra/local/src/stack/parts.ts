import { exitCodes, Failure } from '../failure.ts';
import { brokerFingerprint, launchBroker } from '../kafka/broker.ts';
import { answers, ensureTopics } from '../kafka/topics.ts';
import { ensureDatabases, passwordOf } from '../postgres/databases.ts';
import { accepts, launchServer, serverFingerprint } from '../postgres/server.ts';
import { untilReady } from '../wait.ts';
import type { Connections } from './connections.ts';
import { ensureProcess, reportReady } from './ensure-process.ts';
import type { Run } from './up.ts';

/** The stack's own broker, or a look whether the one of KAFKA_BROKERS is there; the topics in either. */
export async function bringKafka(run: Run, { brokers, own }: Connections): Promise<void> {
  if (!own.kafka) return checkForeignKafka(brokers);
  const { places, say, signal, kafka: settings } = run.options;
  const { kafka: port, kafkaController: controllerPort } = run.settings.ports;
  const options = { places, say, signal, port, controllerPort, clusterId: run.settings.clusterId, settings };
  const began = Date.now();
  const { entry, fresh } = await ensureProcess(run, 'kafka', brokerFingerprint(options), () => launchBroker(options));
  await untilReady({ places, process: entry, ready: () => answers(brokers), patienceMs: 90_000, signal });
  const created = await ensureTopics(brokers, process.env['TOPIC_PREFIX']);
  if (created.length > 0) say(`kafka: created ${created.length} topics`);
  reportReady(run, 'kafka', port, fresh, began);
}

async function checkForeignKafka(brokers: readonly string[]): Promise<void> {
  if (!(await answers(brokers))) {
    throw new Failure(`no Kafka answers at ${brokers.join(', ')} (KAFKA_BROKERS)`, exitCodes.unavailable);
  }
  await ensureTopics(brokers, process.env['TOPIC_PREFIX']);
}

export async function bringPostgres(run: Run, { databases, own }: Connections): Promise<void> {
  if (!own.postgres) return;
  const { places, signal, postgres: settings = {} } = run.options;
  const { secret, ports } = run.settings;
  const port = ports.postgres;
  const began = Date.now();
  const { entry, fresh } = await ensureProcess(run, 'postgres', serverFingerprint({ port, settings }), () =>
    launchServer({ places, port, password: passwordOf(secret, 'postgres'), signal, settings }),
  );
  await untilReady({ places, process: entry, ready: () => takesUs(databases.admin), patienceMs: 60_000, signal });
  await ensureDatabases(databases, secret);
  reportReady(run, 'postgres', port, fresh, began);
}

async function takesUs(url: string): Promise<boolean> {
  const answer = await accepts(url);
  if (answer !== 'refused') return answer === 'yes';
  throw new Failure(
    'PostgreSQL refuses the password in stack.json: its data were made with another one',
    exitCodes.conflict,
    './rapport down --purge begins anew',
  );
}
