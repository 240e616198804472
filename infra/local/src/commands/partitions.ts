import { addPartitions, cancelAdding, HalfWay, NotCaughtUp } from '@rapport/kafka';
import { SERVICES } from '@rapport/contracts';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { interruptSignal } from '../interrupt.ts';
import { printJson, say, spanOf } from '../output.ts';
import { defaultDir } from '../paths.ts';
import { attach } from '../stack/programmatic.ts';
import { wholeNumber } from './logs.ts';
import { brokersOf } from './topics.ts';

interface Flags {
  brokers?: string;
  prefix?: string;
  patience: number;
  cancel?: boolean;
  json?: boolean;
}

export function addPartitionsCommand(program: Command): void {
  program
    .command('partitions')
    .argument('[n]', 'how many each topic is to have: a power of two, more than now', wholeNumber)
    .description('give all topics more partitions while the system is in use; interrupted, run it again')
    .option('--brokers <list>', 'host:port,host:port (default: KAFKA_BROKERS, or the local stack)')
    .option('--prefix <prefix>', 'of the topics’ names (default: TOPIC_PREFIX)')
    .option('--patience <seconds>', 'how long readers may take to read what there is', wholeNumber, 300)
    .option('--cancel', 'let the relays go on after a run that was killed, where nothing is changed yet')
    .option('--json', 'the outcome as JSON')
    .action(run);
}

async function run(n: number | undefined, flags: Flags): Promise<void> {
  const { databases } = await attach(defaultDir);
  const urls = Object.fromEntries(SERVICES.map(service => [service, databases.services[service].owner]));
  if (flags.cancel === true) return cancelAdding(urls).catch(failure);
  if (n === undefined) throw new Failure('say how many partitions there are to be', exitCodes.usage);
  const signal = interruptSignal();
  const added = await addPartitions({
    brokers: await brokersOf(flags.brokers),
    prefix: flags.prefix ?? process.env['TOPIC_PREFIX'] ?? '',
    databases: urls,
    partitions: n,
    patienceMs: flags.patience * 1000,
    say,
    signal,
  }).catch((error: unknown) => (signal.aborted ? interrupted() : failure(error)));
  if (flags.json === true) printJson(added);
  else if (added.pausedMs > 0)
    say(`${added.from} → ${added.to} partitions; nothing was published for ${spanOf(added.pausedMs / 1000)}`);
}

function interrupted(): never {
  throw new Failure('interrupted: run it again to go on', exitCodes.interrupted);
}

function failure(error: unknown): never {
  if (error instanceof RangeError) throw new Failure(error.message, exitCodes.usage);
  if (error instanceof HalfWay) throw new Failure(error.message, exitCodes.conflict);
  if (error instanceof NotCaughtUp)
    throw new Failure(error.message, exitCodes.unavailable, './rapport status tells whether all services run');
  throw error;
}
