import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { codeOf, exitCodes, Failure } from './failure.ts';
import { readJson } from './files.ts';
import { isAlive, startOf } from './identity.ts';

const holder = Compile(Type.Object({ pid: Type.Integer(), started: Type.String(), doing: Type.String() }));

/**
 * Holds a lock file while `work` runs, so that two commands never change one stack at once.
 * A lock whose holder has ended is taken over. Throws a Failure (conflict) where the holder lives.
 */
export async function withLock<Result>(path: string, doing: string, work: () => Promise<Result>): Promise<Result> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? '', doing }));
  try {
    await take(path, draft);
  } finally {
    await rm(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string, draft: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await linked(draft, path)) return;
    const other = await readJson(path);
    if (holder.Check(other) && isAlive(other)) {
      throw new Failure(
        `\`rapport ${other.doing}\` is at work on this stack (process ${other.pid})`,
        exitCodes.conflict,
        'wait for it, or end it with Ctrl-C',
      );
    }
    // Renamed rather than removed: of two that find the same dead lock only one succeeds in moving it.
    await rename(path, `${draft}.stale`).catch(() => undefined);
    await rm(`${draft}.stale`, { force: true });
  }
  throw new Failure(`the lock ${path} can't be had`, exitCodes.conflict);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
