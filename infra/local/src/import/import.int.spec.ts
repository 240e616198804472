import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { repositoryRoot } from '../paths.ts';
import { placeOfEach } from './place.fixture.ts';

const HEAP_MB = 64;
const summaryShape = Compile(
  Type.Object({
    read: Type.Integer(),
    new: Type.Integer(),
    alreadyThere: Type.Integer(),
    resumedAfter: Type.Integer(),
  }),
);

const place = placeOfEach();

async function fileOf(rows: number): Promise<string> {
  const path = join(place().dir, `purchases-${rows}-${Date.now()}.csv`);
  const file = createWriteStream(path);
  file.write('masterid,sampleid,date,cds,sales\n');
  for (let from = 0; from < rows; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - from) }, (_, i) => {
      const row = from + i;
      return `${row % 500},${row},199701${String((row % 28) + 1).padStart(2, '0')},1,${(row % 9_000) / 100}`;
    });
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return path;
}

/** The command as it is run by a person, with a heap that a file of this size would burst. */
const start = (file: string, ...flags: string[]): ChildProcess =>
  spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MB}`,
      '--conditions=rapport-source',
      '--disable-warning=ExperimentalWarning',
      join(repositoryRoot, 'infra/local/src/import/main.ts'),
      ...['csv', file, '--map', join(repositoryRoot, 'infra/local/mappings/cdnow.json'), '--json', ...flags],
    ],
    { env: { ...process.env, NODE_OPTIONS: '', RAPPORT_TOKEN: 'token' }, stdio: ['ignore', 'pipe', 'ignore'] },
  );

async function summaryOf(child: ChildProcess) {
  if (child.stdout === null) throw new Error('it has no output');
  const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const summary: unknown = JSON.parse(printed);
  if (!summaryShape.Check(summary)) throw new Error(`it printed ${printed}`);
  return summary;
}

describe('the import of a large file', () => {
  it('reads and checks a hundred thousand rows in a heap that does not grow with them', async () => {
    expect(await summaryOf(start(await fileOf(100_000), '--dry-run'))).toMatchObject({ read: 100_000 });
  }, 600_000);

  it('goes on where kill -9 stopped it, and has every row once in the end', async () => {
    const [rows, file] = [20_000, await fileOf(20_000)];
    const killed = start(file, '--gateway', place().services.address);
    while (place().services.records.size < rows / 4) await sleep(20);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(place().services.records.size).toBeLessThan(rows);
    const rest = await summaryOf(start(file, '--gateway', place().services.address));
    expect(rest.resumedAfter).toBeGreaterThan(0);
    expect(rest.resumedAfter).toBeLessThan(rows);
    expect(rest).toMatchObject({ read: rows });
    expect(place().services.records.size).toBe(rows);
  }, 600_000);
});
