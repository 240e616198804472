import { spawn } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { interrupted } from '../failure.ts';
import { readJson } from '../files.ts';
import { defaultDir, repositoryRoot } from '../paths.ts';
import { chaosCount } from './chaos-count.ts';
import { jestCount } from './jest-count.ts';
import type { Count } from './total.ts';

const packageType = Compile(Type.Object({ scripts: Type.Record(Type.String(), Type.String()) }));

export interface StepContext {
  env: Record<string, string>;
  signal: AbortSignal;
}

/** The names of the root package's scripts that begin with `check:`; each is one check. */
export async function checkScripts(): Promise<string[]> {
  const value = await readJson(join(repositoryRoot, 'package.json'));
  return packageType.Check(value) ? Object.keys(value.scripts).filter(name => name.startsWith('check:')) : [];
}

/** An npm script as one check: passed or failed. */
export async function runScript(name: string, context: StepContext): Promise<Count> {
  const code = await run('npm', ['run', '--silent', name], context);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** One of Jest's projects, its tests counted one by one. `workers` tells how many files run at once. */
export async function runJest(project: string, workers: number, context: StepContext): Promise<Count> {
  const folder = join(defaultDir, 'test-reports');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${project}.json`);
  await rm(file, { force: true });
  const jest = join(repositoryRoot, 'node_modules/jest/bin/jest.js');
  const flags = ['--selectProjects', project, `--maxWorkers=${workers}`, '--passWithNoTests', '--json'];
  const code = await run(
    process.execPath,
    ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...flags, `--outputFile=${file}`],
    context,
    // With --json Jest prints its report on standard output as well; people read its standard error.
    'ignore',
  );
  return jestCount(file, code);
}

/** The faults that are soon done, against a system of their own; a fault against a part of it is one test. */
export async function runChaos(context: StepContext): Promise<Count> {
  const folder = join(defaultDir, 'test-reports');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'chaos.json');
  const report = await open(file, 'w');
  try {
    const main = join(repositoryRoot, 'infra/chaos/src/main.ts');
    const code = await run(process.execPath, [...process.execArgv, main, '--short', '--json'], context, report.fd);
    return await chaosCount(file, code);
  } finally {
    await report.close();
  }
}

function run(
  command: string,
  args: readonly string[],
  { env, signal }: StepContext,
  out: 'inherit' | 'ignore' | number = 'inherit',
): Promise<number> {
  if (signal.aborted) throw interrupted();
  const child = spawn(command, args, {
    cwd: repositoryRoot,
    stdio: ['ignore', out, 'inherit'],
    env: { ...process.env, NX_TUI: 'false', NX_DAEMON: 'false', ...env },
  });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  return new Promise((settle, refuse) => {
    child.once('error', refuse);
    child.once('close', code => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) refuse(interrupted());
      else settle(code ?? 1);
    });
  });
}
