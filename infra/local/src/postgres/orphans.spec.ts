import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orphansGone } from './orphans.ts';

describe('the children of a server that was killed', () => {
  it('are waited for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orphans-'));
    const child = spawn('sleep', ['0.5'], { cwd: folder });
    let ended = false;
    child.once('exit', () => (ended = true));
    await orphansGone(folder);
    await new Promise(resolve => setImmediate(resolve));
    expect(ended || child.exitCode !== null).toBe(true);
    await rm(folder, { recursive: true });
  });
});
