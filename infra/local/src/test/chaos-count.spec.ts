import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaosCount } from './chaos-count.ts';

describe('what the faults count', () => {
  let file = '';
  beforeAll(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'chaos-count-')), 'chaos.json');
  });
  afterAll(() => rm(join(file, '..'), { recursive: true }));
  const count = async (verdicts: readonly string[], exitCode: number) => {
    await writeFile(file, JSON.stringify({ seed: 'x', rows: verdicts.map(verdict => ({ verdict })) }));
    return chaosCount(file, exitCode);
  };

  it('is one test for each line of the table', async () => {
    expect(await count(['holds', 'seen', 'skipped'], 0)).toEqual({ passed: 2, failed: 0, skipped: 1 });
  });

  it('is a failure for what was violated and for a control that was not seen', async () => {
    expect(await count(['holds', 'violated', 'not seen'], 1)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });

  it('is a failure where there is no outcome, or the program failed all the same', async () => {
    expect(await count(['holds'], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(await chaosCount(`${file}.none`, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
