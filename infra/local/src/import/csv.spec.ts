import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, type CsvRow, type Encoding } from './csv.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'csv-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

async function all(file: string, encoding: Encoding = 'utf8', delimiter = ','): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(file, { encoding, delimiter })) rows.push(row);
  return rows;
}

async function read(content: string | Buffer, encoding: Encoding = 'utf8', delimiter = ','): Promise<CsvRow[]> {
  const file = join(dir, 'file.csv');
  await writeFile(file, content);
  return all(file, encoding, delimiter);
}
const fields = async (...args: Parameters<typeof read>): Promise<string[][]> =>
  (await read(...args)).map(row => row.fields);

describe('reading CSV', () => {
  it('gives back what was written, whatever the values hold', async () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 12 }).filter(text => !text.includes('\0'));
    const table = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), async (rows, end) => {
        const text = rows.map(row => row.map(quoted).join(',')).join(end);
        expect(await fields(text)).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('knows the line a row begins in, past blank lines and values of several lines', async () => {
    const rows = await read('a,b\n1,2\n\n"x\ny",2\n3,4\n');
    expect(rows.map(({ line, raw }) => [line, raw])).toEqual([
      [1, 'a,b'],
      [2, '1,2'],
      [4, '"x\ny",2'],
      [6, '3,4'],
    ]);
  });

  it('passes over a byte order mark', async () => {
    expect(await fields('\ufeffname,b\n值,2\n')).toEqual([
      ['name', 'b'],
      ['值', '2'],
    ]);
  });

  it('reads Latin-1 when told to', async () => {
    expect(await fields(Buffer.from('a\nCaf\u00e9\n', 'latin1'), 'latin1')).toEqual([['a'], ['Café']]);
  });

  it('takes other delimiters', async () => {
    expect(await fields('a;b\n1,5;"x;y"\n', 'utf8', ';')).toEqual([
      ['a', 'b'],
      ['1,5', 'x;y'],
    ]);
  });

  it.each([
    ['not valid UTF-8', Buffer.from('a,b\n1,2\nCaf\u00e9,2\n3,4\n', 'latin1'), 3],
    ['NUL', Buffer.from('a,b\n1,2\nx\0,2\n3,4\n'), 3],
    ['a quote stands inside', Buffer.from('a,b\n1,2\nx"y,2\n3,4\n'), 3],
    ['follows a closing quote', Buffer.from('a,b\n1,2\n"x"y,2\n3,4\n'), 3],
  ])('finds one row at fault (%s) and reads on behind it', async (reason, content, line) => {
    const rows = await read(content);
    expect(rows.filter(({ fault }) => fault !== null)).toMatchObject([
      { line, fault: expect.stringContaining(reason) },
    ]);
    expect(rows.at(-1)).toMatchObject({ fields: ['3', '4'], fault: null });
  });

  it('refuses a file whose quote is never closed, naming the line', async () => {
    await expect(read('a,b\n1,2\n"x,2\n3,4\n')).rejects.toThrow(/opened in line 3/);
    await expect(read(`a,b\n"${'x\n'.repeat(700_000)}`)).rejects.toThrow(/opened in line 2/);
  });

  it('refuses UTF-16, a folder, and what is not there', async () => {
    await expect(read(Buffer.from('\ufeffa,b\n', 'utf16le'))).rejects.toThrow(/UTF-16/);
    await expect(all(dir)).rejects.toThrow(/no file/);
    const nowhere = join(dir, 'nowhere.csv');
    await expect(all(nowhere)).rejects.toThrow(/cannot be opened/);
  });
});
