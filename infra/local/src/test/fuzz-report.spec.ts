import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fuzzCount } from './fuzz-report.ts';

const report = {
  complete: true,
  operations: { tested: 19, errored: 0 },
  test_cases: { generated: 1200 },
  failures: [] as object[],
  errors: [] as object[],
};
let folder = '';
const counted = async (value: unknown, exitCode = 0): Promise<unknown> => {
  const file = join(folder, 'report.json');
  await writeFile(file, JSON.stringify(value));
  return fuzzCount(file, exitCode);
};

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'fuzz-report-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('what the fuzzer counted', () => {
  it('is one test an operation', async () => {
    expect(await counted(report)).toEqual({ passed: 19, failed: 0, skipped: 0, requests: 1200 });
  });

  it('has one failure an operation, however many things are wrong with it', async () => {
    const failures = [{ operations: ['GET /a', 'GET /b'] }, { operations: ['GET /a'] }];
    expect(await counted({ ...report, failures }, 1)).toMatchObject({ passed: 17, failed: 2 });
  });

  it.each([
    ['broke off', { ...report, complete: false }, 0],
    ['ended badly without naming an operation', report, 1],
    ['met an error of its own', { ...report, errors: [{}] }, 0],
    ['found nothing to test', { ...report, operations: { tested: 0, errored: 0 } }, 0],
    ['left something else', { failures: 'none' }, 0],
  ])('has a failure where the run %s', async (_name, value, exitCode) => {
    expect(await counted(value, exitCode)).toMatchObject({ failed: 1 });
  });

  it('is one failure where there is no report', async () => {
    expect(await fuzzCount(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0, requests: 0 });
  });
});
