import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jestCount } from './jest-count.ts';

const report = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 0,
};
let folder = '';
const written = async (value: unknown): Promise<string> => {
  const file = join(folder, 'report.json');
  await writeFile(file, JSON.stringify(value));
  return file;
};

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'jest-count-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('what Jest counted', () => {
  it('is passed, failed and skipped', async () => {
    expect(await jestCount(await written(report), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  });

  it('has a failure for every suite that could not be loaded', async () => {
    const file = await written({ ...report, numFailedTests: 2, numRuntimeErrorTestSuites: 1 });
    expect(await jestCount(file, 1)).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  it('has a failure where Jest ended badly without naming one', async () => {
    expect(await jestCount(await written(report), 1)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });

  it('is one failure where there is no report', async () => {
    expect(await jestCount(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
