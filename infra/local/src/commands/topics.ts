import { applyTopics, conclusionOf, lookAt, wordsOf, type Plan } from '@rapport/kafka';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { answers } from '../kafka/topics.ts';
import { print, printJson, say } from '../output.ts';
import { defaultDir } from '../paths.ts';
import { attach } from '../stack/programmatic.ts';
import { wholeNumber } from './logs.ts';

interface Flags {
  brokers?: string;
  prefix?: string;
  partitions?: number;
  replication?: number;
  minInsync?: number;
  dryRun?: boolean;
  json?: boolean;
}

export function addTopics(program: Command): void {
  const topics = withFlags(program.command('topics'))
    .description('how the topics differ from what infra/kafka declares; changes nothing')
    .action((flags: Flags) => run(flags, false));
  withFlags(topics.command('apply'))
    .description('create what is missing and alter what differs; exit code 4 where something is refused')
    .option('--dry-run', 'only say what would be done')
    .action((flags: Flags, command: Command) => {
      const all = { ...command.parent?.opts<Flags>(), ...flags };
      return run(all, all.dryRun !== true);
    });
}

const withFlags = (command: Command): Command =>
  command
    .option('--brokers <list>', 'host:port,host:port (default: KAFKA_BROKERS, or the local stack)')
    .option('--prefix <prefix>', 'of the topics’ names (default: TOPIC_PREFIX)')
    .option('--partitions <n>', 'a power of two (default: as many as there are, 8 at first)', wholeNumber)
    .option('--replication <n>', 'replicas (default: 3, or as many as there are brokers)', wholeNumber)
    .option('--min-insync <n>', 'replicas that must have a message (default: one less than replicas)', wholeNumber)
    .option('--json', 'as JSON');

/** The brokers that are meant, which must answer. */
export async function brokersOf(flag: string | undefined): Promise<string[]> {
  const text = flag ?? process.env['KAFKA_BROKERS'];
  const brokers = text === undefined ? (await attach(defaultDir)).brokers : text.split(',').map(each => each.trim());
  if (!(await answers(brokers))) throw new Failure(`no Kafka answers at ${brokers.join(', ')}`, exitCodes.unavailable);
  return brokers;
}

async function run(flags: Flags, applying: boolean): Promise<void> {
  const { partitions, replication, minInsync, json = false, prefix = process.env['TOPIC_PREFIX'] ?? '' } = flags;
  const at = { brokers: await brokersOf(flags.brokers), prefix };
  const wanted = { partitions, replication, minInsync };
  const plan = await (applying ? applyTopics(at, wanted) : lookAt(at, wanted)).catch((error: unknown): never => {
    throw error instanceof RangeError ? new Failure(error.message, exitCodes.usage) : error;
  });
  tell(plan, applying, json);
  if (plan.refuse.length > 0) process.exitCode = exitCodes.conflict;
}

function tell(plan: Plan, applied: boolean, json: boolean): void {
  if (json) printJson({ applied, ...plan });
  else for (const line of wordsOf(plan)) print(line);
  say(conclusionOf(plan, applied));
}
