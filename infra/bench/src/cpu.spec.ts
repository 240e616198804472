import { describe, expect, it } from '@jest/globals';
import { coresBetween, cpuOf } from './cpu.ts';

describe('the CPU that a process has used', () => {
  it('is counted while it runs, where the system tells', async () => {
    const pids = { self: process.pid };
    const before = await cpuOf(pids);
    const began = process.cpuUsage();
    for (let spent = 0; spent < 100_000; spent = process.cpuUsage(began).user);
    const after = await cpuOf(pids);
    if (before && after) expect(after.get('self')).toBeGreaterThan(before.get('self') ?? Infinity);
  });

  it('is told in cores between two looks', () => {
    const [before, after] = [new Map([['kafka', 10]]), new Map([['kafka', 13]])];
    expect(coresBetween(before, after, 2)).toEqual(new Map([['kafka', 1.5]]));
  });
});
