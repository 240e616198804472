import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { interruptSignal } from '../interrupt.ts';
import { printJson } from '../output.ts';
import { defaultDir, repositoryRoot } from '../paths.ts';
import { attach } from '../stack/programmatic.ts';
import { addSimulation, type SimulationFlags } from './simulation-flags.ts';
import { runSimulation } from './simulation.ts';

/** The commands whose work is a program of its own, or another package's. */
export function addWork(program: Command): void {
  addSimulation(
    program.command('simulate').description('simulated customers for the running stack, over its public routes'),
  )
    .option('--json', 'the outcome as JSON')
    .action(async (flags: SimulationFlags & { json?: boolean }) => {
      const outcome = await runSimulation(await attach(defaultDir), flags, interruptSignal());
      if (flags.json === true) printJson(outcome);
      if (outcome.rejected > 0) process.exitCode = exitCodes.failed;
    });
  handOver(program, 'test', 'infra/local/src/test.ts', 'lint, build, specs of every kind; ends with the total line');
  handOver(
    program,
    'import',
    'infra/local/src/import/main.ts',
    'real data from CSV files: cfpb, cdnow, or your own by a map',
  );
  handOver(
    program,
    'chaos',
    'infra/chaos/src/main.ts',
    'faults against the real system under load: what is lost or doubled, and how soon it recovers',
  );
  handOver(program, 'bench', 'infra/bench/src/main.ts', 'the benchmarks, each beside its limit');
}

/** A command that is a program of its own gets all its arguments as they are, --help too. */
function handOver(program: Command, name: string, file: string, description: string): void {
  program
    .command(name)
    .description(description)
    .argument('[arguments...]', 'see its own --help')
    .allowUnknownOption()
    .helpOption(false)
    .passThroughOptions()
    .action(async (args: string[]) => {
      const path = join(repositoryRoot, file);
      if (!existsSync(path)) throw new Failure(`${file} is not there`, exitCodes.unavailable);
      process.exitCode = await run([...process.execArgv, path, ...args]);
    });
}

/** Runs a program with this one's terminal. It hears Ctrl-C itself; a SIGTERM to this process is passed on. */
function run(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((settle, refuse) => {
    child.once('error', refuse);
    child.once('close', (code, signal) => settle(code ?? (signal === null ? exitCodes.failed : exitCodes.interrupted)));
  });
}
