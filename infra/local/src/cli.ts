import { Command, CommanderError } from 'commander';
import { addDoctor } from './commands/doctor.ts';
import { addDown } from './commands/down.ts';
import { addEvents } from './commands/events.ts';
import { addLogs } from './commands/logs.ts';
import { addMail } from './commands/mail.ts';
import { addParked } from './commands/parked.ts';
import { addBackup, addRestore } from './commands/backup.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addPartitionsCommand } from './commands/partitions.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addSource } from './commands/source.ts';
import { addSql } from './commands/sql.ts';
import { addStatus } from './commands/status.ts';
import { addToken } from './commands/token.ts';
import { addTopics } from './commands/topics.ts';
import { addUp } from './commands/up.ts';
import { addWork } from './commands/work.ts';
import { addDemo } from './commands/demo.ts';
import { codeOf, exitCodes, Failure, messageOf } from './failure.ts';
import { paint, say } from './output.ts';

const program = new Command('rapport')
  .description('One living view of every customer: the local stack and its tools.')
  .exitOverride()
  .enablePositionalOptions()
  .showHelpAfterError('(--help tells more)')
  .addHelpText(
    'after',
    '\nData go to standard output, everything else to standard error.' +
      '\nExit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 conflict, 5 unavailable, 130 interrupted.',
  );

addDemo(program);
for (const add of [
  addUp,
  addDown,
  addStatus,
  addLogs,
  addMail,
  addDoctor,
  addSql,
  addEvents,
  addParked,
  addToken,
  addSource,
  addTopics,
])
  add(program);
addPartitionsCommand(program);
for (const add of [addBackup, addRestore, addReconcile]) add(program);
addRebuild(program);
addWork(program);

// A reader that has seen enough (`rapport events | head`) is no failure.
process.stdout.on('error', error => {
  if (codeOf(error) === 'EPIPE') process.exit(exitCodes.ok);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof Failure) {
    if (error.exitCode === exitCodes.interrupted) return error.exitCode;
    say(`${paint('red', 'rapport:', process.stderr)} ${error.message}`);
    if (error.hint !== undefined) say(`  ${error.hint}`);
    return error.exitCode;
  }
  say(`rapport: ${messageOf(error)}`);
  if (process.env['RAPPORT_DEBUG'] !== undefined && error instanceof Error) say(error.stack ?? '');
  return exitCodes.failed;
}
