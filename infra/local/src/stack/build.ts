import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, Failure, messageOf } from '../failure.ts';
import { readIfThere, writeWhole } from '../files.ts';
import { buildStamp, repositoryRoot } from '../paths.ts';
import { builtServices } from './services.ts';
import { runTool } from '../tools.ts';

const roots = ['services', 'libs', 'package-lock.json', 'tsconfig.base.json'];
const ignored = new Set(['node_modules', 'dist', 'coverage', '.nx']);

/** Names, sizes and times of all sources: cheap to take, and it changes whenever a build could give something else. */
export async function sourceStamp(): Promise<string> {
  const lines = (await Promise.all(roots.map(root => linesOf(root)))).flat().sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

async function linesOf(path: string): Promise<string[]> {
  const absolute = join(repositoryRoot, path);
  const found = await stat(absolute).catch(() => undefined);
  if (found === undefined || path.endsWith('.spec.ts') || path.endsWith('.tsbuildinfo')) return [];
  if (!found.isDirectory()) return [`${path} ${found.size} ${found.mtimeMs}`];
  const names = (await readdir(absolute)).filter(name => !ignored.has(name) && !name.startsWith('.'));
  return (await Promise.all(names.map(name => linesOf(join(path, name))))).flat();
}

/** Builds the services and the console where a source has changed since the last build. Returns the stamp. */
export async function ensureBuild(say: (line: string) => void, signal?: AbortSignal): Promise<string> {
  const stamp = await sourceStamp();
  if ((await readIfThere(buildStamp))?.trim() === stamp && builtServices().length > 0) return stamp;
  say('build: services and console …');
  const began = Date.now();
  try {
    const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
    await runTool('npm', ['run', '--silent', 'build'], { cwd: repositoryRoot, signal, env });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const hint = './rapport up --no-build starts what was built last';
    throw new Failure(`the build failed\n${messageOf(error)}`, exitCodes.failed, hint);
  }
  await writeWhole(buildStamp, `${stamp}\n`);
  say(`build: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return stamp;
}
