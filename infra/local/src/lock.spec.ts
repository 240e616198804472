import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exitCodes } from './failure.ts';
import { withLock } from './lock.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'lock-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('a lock', () => {
  it('is there during the work and gone after it', async () => {
    const path = join(folder, 'up.lock');
    expect(await withLock(path, 'up', () => Promise.resolve(existsSync(path)))).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is gone after work that failed', async () => {
    const failing = withLock(join(folder, 'up.lock'), 'up', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a second holder with a conflict', async () => {
    const path = join(folder, 'up.lock');
    const second = withLock(path, 'up', () => withLock(path, 'down', () => Promise.resolve()));
    await expect(second).rejects.toMatchObject({ exitCode: exitCodes.conflict });
  });

  it.each([
    ['of a process that has ended', JSON.stringify({ pid: process.pid, started: 'long ago', doing: 'up' })],
    ['that nobody can read', 'x'],
  ])('%s is taken over', async (_, text) => {
    const path = join(folder, 'up.lock');
    await writeFile(path, text);
    expect(await withLock(path, 'up', () => Promise.resolve('done'))).toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });
});
