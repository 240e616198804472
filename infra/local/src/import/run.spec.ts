import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMapping } from './mapping.ts';
import { placeOfEach } from './place.fixture.ts';
import { runImport, type ImportOptions, type ImportSummary } from './run.ts';

const mapping = await readMapping(new URL('../../mappings/cdnow.json', import.meta.url).pathname);
/** 2,300 rows of 200 customers; each row stands there twice. */
const lines = Array.from({ length: 2_300 }, (_, index) => {
  const row = Math.floor(index / 2);
  return `${row % 200},${row % 200},199701${String((row % 28) + 1).padStart(2, '0')},${row % 4},${row}.${row % 10}5`;
});

const place = placeOfEach();

async function run(rows: readonly string[], more: Partial<ImportOptions> = {}): Promise<ImportSummary> {
  const file = join(place().dir, 'sample.csv');
  await writeFile(file, ['masterid,sampleid,date,cds,sales', ...rows, ''].join('\n'));
  return runImport({
    file,
    mapping,
    format: { encoding: 'utf8', delimiter: ',' },
    dir: join(place().dir, 'imports'),
    to: { gateway: place().services.address, token: 'token' },
    restart: false,
    ...more,
  });
}

const total = (): number =>
  [...place().services.records.values()].reduce((sum, { amount }) => {
    const minor = typeof amount === 'object' && amount !== null && 'minor' in amount ? Number(amount.minor) : NaN;
    return sum + minor;
  }, 0);

describe('an import', () => {
  it('records every row, exact copies too, and a second run adds nothing', async () => {
    const first = await run(lines);
    expect(first).toMatchObject({
      read: 2_300,
      new: 2_300,
      alreadyThere: 0,
      rejected: 0,
      newCustomers: 200,
      report: null,
    });
    expect(place().services.records.size).toBe(2_300);
    expect(place().services.customers.size).toBe(200);
    const cents = lines.reduce((sum, line) => sum + Math.round(Number(line.split(',')[4]) * 100), 0);
    expect(total()).toBe(cents);
    expect(await run(lines)).toMatchObject({
      read: 2_300,
      new: 0,
      alreadyThere: 2_300,
      newCustomers: 0,
      resumedAfter: 0,
    });
  });

  it('marks what it sends as imported, by the clocks of the zone it states', async () => {
    await run(lines.slice(0, 1));
    expect([...place().services.records.values()]).toMatchObject([
      { imported: true, source: 'cdnow', occurredAt: '1997-01-01T17:00:00.000Z', channel: 'web' },
    ]);
  });

  it('outlives services that fail, refuse for a while, or lose their answer', async () => {
    place().services.failEvery(2);
    const summary = await run(lines);
    expect(summary).toMatchObject({ read: 2_300, rejected: 0 });
    expect(summary.new + summary.alreadyThere).toBe(2_300);
    expect(place().services.records.size).toBe(2_300);
  });

  it('goes on where it was stopped, with the same report in the end', async () => {
    const rows = lines.with(10, 'broken').with(1_900, '7,7,19970231,1,1.00');
    place().services.breakDown(6);
    await expect(run(rows)).rejects.toThrow(/403/);
    const sent = place().services.records.size;
    expect(sent).toBeGreaterThan(400);
    place().services.breakDown(Infinity);
    const rest = await run(rows);
    expect(rest.resumedAfter).toBeGreaterThanOrEqual(500);
    expect(rest).toMatchObject({ read: 2_300, rejected: 2 });
    expect(rest.new + rest.alreadyThere).toBe(2_298);
    expect(place().services.records.size).toBe(2_298);
    const report = await readFile(rest.report ?? '', 'utf8');
    expect(report.split('\n').map(line => line.split(',')[0])).toEqual(['line', '12', '1902', '']);
    expect(await readdir(join(place().dir, 'imports'))).toEqual(['sample-rejected.csv']);
  });

  it('is stopped by a signal', async () => {
    const stop = new AbortController();
    const to = { gateway: place().services.address, token: 'token', signal: stop.signal };
    const stopped = run(lines, { to, onProgress: ({ done }) => void (done > 0 && stop.abort()) });
    await expect(stopped).rejects.toThrow(/abort/);
    expect((await run(lines)).resumedAfter).toBeGreaterThan(0);
  });

  it('tells each rejected row with line, reason and the row itself', async () => {
    const { report, ...summary } = await run([
      '1,1,19970101,2,29.33',
      '1,1,19970101',
      '"1"x,1,19970101,2,"3,0"',
      lines[0] ?? '',
    ]);
    expect(summary).toMatchObject({ read: 4, new: 2, rejected: 2 });
    expect(await readFile(report ?? '', 'utf8')).toBe(
      [
        'line,reason,row',
        '3,"it has 3 values where the header has 5","1,1,19970101"',
        '4,"a quote stands inside an unquoted value, or text follows a closing quote","""1""x,1,19970101,2,""3,0"""',
        '',
      ].join('\n'),
    );
  });

  it('does not lose a batch for one row that a service refuses', async () => {
    place().services.refuseForm(
      item => JSON.stringify(item).includes('"minor":115,') || JSON.stringify(item).includes('"minor":2225,'),
    );
    const { report, ...summary } = await run(lines);
    expect(summary.rejected).toBeGreaterThan(0);
    expect(summary.new).toBe(2_300 - summary.rejected);
    expect(await readFile(report ?? '', 'utf8')).toContain('"lines/0: must be right"');
  });

  it('sends nothing in a dry run, and finds the same rows at fault', async () => {
    const summary = await run([...lines, 'broken'], { to: null });
    expect(summary).toMatchObject({ read: 2_301, rejected: 1 });
    expect(place().services.requests).toBe(0);
  });

  it('sends nothing of a file that does not fit the mapping, or is broken further on', async () => {
    await expect(run(lines, { mapping: { ...mapping, customer: { column: 'buyer', prefix: 'x:' } } })).rejects.toThrow(
      /lacks buyer/,
    );
    await expect(run([...lines, '"never closed'])).rejects.toThrow(/never closed/);
    expect(place().services.requests).toBe(0);
  });
});
