import { applyTopics, lookAt } from './apply.ts';
import { isPowerOfTwo } from './plan.ts';
import { conclusionOf, wordsOf } from './words.ts';

/*
 * The job that a cluster runs before its services: `node infra/kafka/dist/main.js`. KAFKA_BROKERS (host:port,host:port), and as
 * wanted TOPIC_PREFIX, PARTITIONS, REPLICATION, MIN_INSYNC, DRY_RUN=true. Exit codes: 0 all is as declared now, 4 something was
 * refused (the rest is done), 5 Kafka does not answer, 2 bad settings.
 */
const environment = process.env;
const numberOf = (name: string): number | undefined => {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new RangeError(`${name}=${text} is not a whole number above zero`);
};

try {
  const brokers = environment['KAFKA_BROKERS']?.split(',').map(broker => broker.trim()) ?? [];
  if (brokers.length === 0) throw new RangeError('KAFKA_BROKERS is missing');
  const partitions = numberOf('PARTITIONS');
  if (partitions !== undefined && !isPowerOfTwo(partitions)) throw new RangeError('PARTITIONS must be a power of two');
  const wanted = { partitions, replication: numberOf('REPLICATION'), minInsync: numberOf('MIN_INSYNC') };
  const at = { brokers, prefix: environment['TOPIC_PREFIX'] ?? '' };
  const dry = environment['DRY_RUN'] === 'true';
  const plan = await (dry ? lookAt(at, wanted) : applyTopics(at, wanted));
  for (const line of wordsOf(plan)) process.stdout.write(`${line}\n`);
  process.stdout.write(`${conclusionOf(plan, !dry)}\n`);
  if (plan.refuse.length > 0) process.exitCode = 4;
} catch (error) {
  process.stderr.write(`topics: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof RangeError ? 2 : 5;
}
