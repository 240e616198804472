import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { placesOf } from './paths.ts';
import { findStrays, markOf, partIn } from './strays.ts';

const places = placesOf('/tmp/a-stack');

describe('a stray process', () => {
  it('is known by the part and the folder in its environment', () => {
    expect(partIn('A=1\0RAPPORT_STACK_PART=kafka@/tmp/a-stack\0', '/tmp/a-stack')).toBe('kafka');
  });

  it('of another stack is none of ours', () => {
    expect(partIn('RAPPORT_STACK_PART=kafka@/tmp/a-stack/test\0', '/tmp/a-stack')).toBeUndefined();
    expect(partIn('A=1\0', '/tmp/a-stack')).toBeUndefined();
  });

  it('is found while it lives, and not taken for one whose record is there', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)'], {
      env: { ...process.env, ...markOf(places, 'loyalty') },
    });
    const ended = new Promise(settle => child.once('exit', settle));
    await new Promise(settle => child.once('spawn', settle));
    const strays = await findStrays(places, []);
    expect(strays.map(({ name, pid }) => ({ name, pid }))).toEqual([{ name: 'loyalty', pid: child.pid }]);
    expect(await findStrays(places, strays)).toEqual([]);
    child.kill('SIGKILL');
    await ended;
    expect(await findStrays(places, [])).toEqual([]);
  });
});
