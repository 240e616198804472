import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SendError } from '@rapport/simulator';
import { Command, CommanderError, Option } from 'commander';
import { progressLine } from '../commands/progress.ts';
import { exitCodes, Failure, messageOf } from '../failure.ts';
import { interruptSignal } from '../interrupt.ts';
import { signToken } from '../issuer.ts';
import { print, printJson, say } from '../output.ts';
import { defaultDir } from '../paths.ts';
import { attach } from '../stack/programmatic.ts';
import type { Encoding } from './csv.ts';
import { readMapping } from './mapping.ts';
import { importStaff, type StaffSummary } from './staff.ts';
import { readStaffMapping } from './staff-mapping.ts';
import { runImport, type ImportOptions, type ImportSummary } from './run.ts';

interface Flags {
  map?: string;
  dryRun?: boolean;
  strict?: boolean;
  json?: boolean;
  restart?: boolean;
  encoding?: Encoding;
  gateway?: string;
}

/** How long to wait for a service that is being restarted. */
const PATIENCE = 600_000;
const ownMappings = fileURLToPath(new URL('../../mappings', import.meta.url));
const signal = interruptSignal();

const program = new Command('rapport import')
  .description(
    'CSV files into the running stack. A row sent twice is recorded once: an import can always be run again.',
  )
  .exitOverride()
  .showHelpAfterError('(--help tells more)')
  .addHelpText(
    'after',
    '\nExit codes: 0 imported (rejected rows are reported), 1 failed, or rows rejected with --strict, 2 the file or its' +
      '\nmapping is not right, 5 the stack cannot be reached. A run that was stopped goes on where it was.',
  );
const withFlags = (command: Command): Command =>
  command
    .option('--dry-run', 'read and check everything, send nothing')
    .option('--strict', 'fail where rows were rejected')
    .option('--restart', 'begin at the first row, even where an earlier run was stopped')
    .addOption(
      new Option('--encoding <name>', 'of the file (default: the mapping’s, else utf8)').choices(['utf8', 'latin1']),
    )
    .option('--gateway <url>', 'send to this gateway, with the token in RAPPORT_TOKEN (default: the local stack)')
    .option('--json', 'the summary as JSON');

withFlags(
  program.command('cfpb <file>').description('complaints of the Consumer Complaint Database, as closed cases'),
).action((file: string, flags: Flags) => perform(file, join(ownMappings, 'cfpb.json'), flags));
withFlags(program.command('cdnow <file>').description('purchases of the CDNOW sample')).action(
  (file: string, flags: Flags) => perform(file, join(ownMappings, 'cdnow.json'), flags),
);
withFlags(
  program.command('csv <file>').description('any file, by a mapping (infra/local/mappings/mapping.schema.json)'),
)
  .requiredOption('--map <file>', 'the mapping')
  .action((file: string, flags: Flags) => perform(file, flags.map ?? '', flags));
withFlags(
  program
    .command('staff <file>')
    .description('who works here and who leads which team (infra/local/mappings/staff.json names the columns)'),
)
  .option('--map <file>', 'another mapping of columns', join(ownMappings, 'staff.json'))
  .action((file: string, flags: Flags) => performStaff(file, flags.map ?? '', flags));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

async function perform(file: string, map: string, flags: Flags): Promise<void> {
  const mapping = await readMapping(isAbsolute(map) ? map : resolve(map));
  const bar = progressLine(`importing ${mapping.source}`);
  const summary = await runImport({
    file: resolve(file),
    mapping,
    format: { encoding: flags.encoding ?? mapping.csv?.encoding ?? 'utf8', delimiter: mapping.csv?.delimiter ?? ',' },
    dir: join(defaultDir, 'imports'),
    to: flags.dryRun === true ? null : await receiver(flags.gateway),
    restart: flags.restart ?? false,
    onProgress: progress => bar.show(progress),
  }).finally(() => bar.end());
  if (flags.json === true) printJson({ ...summary, dryRun: flags.dryRun ?? false });
  else for (const line of told(summary, flags.dryRun ?? false)) print(line);
  if (flags.strict === true && summary.rejected > 0) process.exitCode = exitCodes.failed;
}

async function performStaff(file: string, map: string, flags: Flags): Promise<void> {
  const mapping = await readStaffMapping(resolve(map));
  const bar = progressLine('importing staff');
  const summary = await importStaff({
    file: resolve(file),
    mapping,
    format: { encoding: flags.encoding ?? mapping.csv?.encoding ?? 'utf8', delimiter: mapping.csv?.delimiter ?? ',' },
    dir: join(defaultDir, 'imports'),
    to: flags.dryRun === true ? null : await receiver(flags.gateway),
    restart: flags.restart ?? false,
    onProgress: progress => bar.show(progress),
  }).finally(() => bar.end());
  if (flags.json === true) printJson({ ...summary, dryRun: flags.dryRun ?? false });
  else for (const line of toldOfStaff(summary, flags.dryRun ?? false)) print(line);
  if (flags.strict === true && summary.rejected > 0) process.exitCode = exitCodes.failed;
}

function toldOfStaff({ read, described, rejected, resumedAfter, report }: StaffSummary, dry: boolean): string[] {
  return [
    `staff: ${read} rows read, ${described} ${dry ? 'can be imported' : 'described'}, ${rejected} rejected${dry ? '; nothing was sent' : ''}`,
    ...(resumedAfter > 0 ? [`${resumedAfter} of the rows had been done by an earlier run`] : []),
    ...(report === null ? [] : [`rejected rows, with line and reason: ${report}`]),
  ];
}

async function receiver(gateway: string | undefined): Promise<NonNullable<ImportOptions['to']>> {
  let waiting = '';
  const onWait = (reason: string): void => {
    if (reason !== waiting) say(`waiting: ${reason}`);
    waiting = reason;
  };
  const common = { signal, patience: PATIENCE, onWait };
  const given = process.env['RAPPORT_TOKEN'];
  if (gateway !== undefined) {
    if (!URL.canParse(gateway)) throw new Failure(`--gateway ${gateway} is no address`, exitCodes.usage);
    if (given === undefined) throw new Failure('--gateway needs a token in RAPPORT_TOKEN', exitCodes.usage);
    return { gateway, token: given, ...common };
  }
  const { services, issuer } = await attach(defaultDir);
  return {
    gateway: services.gateway,
    token: () => signToken(issuer, { role: 'service', name: 'importer' }),
    ...common,
  };
}

function told(summary: ImportSummary, dry: boolean): string[] {
  const { read, alreadyThere, rejected, newCustomers, resumedAfter, unusedColumns, report } = summary;
  const rows = dry
    ? `${read} rows read, ${read - rejected} can be imported, ${rejected} rejected; nothing was sent`
    : `${read} rows read: ${summary.new} new, ${alreadyThere} already there, ${rejected} rejected`;
  return [
    `${summary.source}: ${rows}`,
    ...(newCustomers > 0 ? [`${newCustomers} customers were new`] : []),
    ...(resumedAfter > 0 ? [`${resumedAfter} of the rows had been done by an earlier run`] : []),
    ...(unusedColumns.length > 0 ? [`columns not used: ${unusedColumns.join(', ')}`] : []),
    ...(report === null ? [] : [`rejected rows, with line and reason: ${report}`]),
  ];
}

function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (signal.aborted) {
    say('interrupted; run it again to go on where it was');
    return exitCodes.interrupted;
  }
  say(`rapport: ${messageOf(error)}`);
  if (error instanceof Failure) {
    if (error.hint !== undefined) say(`  ${error.hint}`);
    return error.exitCode;
  }
  if (!(error instanceof SendError)) return exitCodes.failed;
  say('  run it again to go on where it was');
  return error.status === null || error.status >= 500 ? exitCodes.unavailable : exitCodes.failed;
}
