import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../files.ts';
import { Failure } from '../failure.ts';
import { defaultDir, repositoryRoot } from '../paths.ts';
import { findTool, runTool } from '../tools.ts';

/** The configuration and the list of packages that it is installed from. */
export const fuzzFiles = join(repositoryRoot, 'infra/fuzz');

const home = join(defaultDir, 'fuzz', 'python');
const stamp = join(home, 'installed.txt');

/**
 * The path of Schemathesis, installed into .rapport/fuzz where it isn't yet in the versions of requirements.txt. Where
 * the machine has no Python 3.10 or can't reach the packages, a Failure says why.
 */
export async function schemathesis(signal: AbortSignal): Promise<string> {
  const program = join(home, 'bin/schemathesis');
  const wanted = await readFile(join(fuzzFiles, 'requirements.txt'), 'utf8');
  if ((await readIfThere(stamp)) === wanted) return program;
  const python = findTool('python3');
  if (python === undefined) throw new Failure('there is no python3');
  await rm(home, { recursive: true, force: true });
  await runTool(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10) and "python3 is older than 3.10")'], {
    signal,
  });
  await runTool(python, ['-m', 'venv', home], { signal });
  const flags = ['--quiet', '--disable-pip-version-check', '--no-deps', '--requirement'];
  await runTool(join(home, 'bin/python'), ['-m', 'pip', 'install', ...flags, join(fuzzFiles, 'requirements.txt')], {
    signal,
  });
  await writeWhole(stamp, wanted);
  return program;
}
