import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { exitCodes, Failure } from '../failure.ts';

export type Encoding = 'utf8' | 'latin1';
export interface CsvFormat {
  encoding: Encoding;
  /** One ASCII character. */
  delimiter: string;
}

export interface CsvRow {
  /** Where the row begins in the file; the header is line 1. */
  line: number;
  /** The row as it stands in the file, without its line end. */
  raw: string;
  fields: string[];
  /** Why it cannot be read as a row, if so. */
  fault: string | null;
}

/** A row longer than this is a quote that was opened and never closed. */
const LONGEST_ROW = 1 << 20;

/**
 * The rows of a file, the header first, in bounded memory. A row that cannot be read is given with its fault, and the
 * rows after it follow; throws Failure for a file that is no CSV at all.
 */
export async function* readCsv(path: string, format: CsvFormat): AsyncGenerator<CsvRow> {
  const start = await textStart(path);
  // Bytes are carried as Latin-1, which loses none of them, so that encoding is judged row by row.
  const parser = parse({
    encoding: 'latin1',
    delimiter: format.delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: LONGEST_ROW,
  });
  const file = createReadStream(path, { start });
  file.on('error', error => parser.destroy(error));
  const rows: AsyncIterable<{ record: string[]; raw: string; info: { lines: number } }> = file.pipe(parser);
  const wellQuoted = wellQuotedBy(format.delimiter);
  let ended = 0;
  try {
    for await (const { record, raw: given, info } of rows) {
      // Blank lines before a row are given as part of it.
      const raw = given.replace(/^[\r\n]+/, '').replace(/\r?\n?$/, '');
      const line = info.lines - (raw.split('\n').length - 1);
      ended = info.lines;
      yield decode({ line, raw, fields: record, fault: null }, format, wellQuoted);
    }
  } catch (error) {
    throw unreadable(error, ended + 1);
  } finally {
    file.destroy();
  }
}

/** Quotes either surround a whole field, doubled inside, or do not occur in it. */
function wellQuotedBy(delimiter: string): RegExp {
  const border = delimiter.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const field = String.raw`(?:"(?:[^"]|"")*"|[^"${border}]*)`;
  return new RegExp(`^${field}(?:${border}${field})*$`);
}

function decode(row: CsvRow, { encoding }: CsvFormat, wellQuoted: RegExp): CsvRow {
  if (row.raw.includes('"') && !wellQuoted.test(row.raw)) {
    return { ...row, fault: 'a quote stands inside an unquoted value, or text follows a closing quote' };
  }
  if (row.raw.includes('\0')) return { ...row, raw: row.raw.replaceAll('\0', '␀'), fault: 'it holds a NUL character' };
  if (encoding === 'latin1' || !NOT_ASCII.test(row.raw)) return row;
  try {
    return { ...row, raw: utf8(row.raw), fields: row.fields.map(utf8) };
  } catch {
    return { ...row, fault: 'it is not valid UTF-8 (if the whole file is Latin-1, say so: --encoding latin1)' };
  }
}

const NOT_ASCII = /[\u0080-\u00ff]/;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8 = (bytes: string): string => strict.decode(Buffer.from(bytes, 'latin1'));

/** Behind the byte order mark of UTF-8, if there is one. */
async function textStart(path: string): Promise<number> {
  const file = await open(path).catch((error: Error) => {
    throw new Failure(`${path} cannot be opened: ${error.message}`, exitCodes.notFound);
  });
  try {
    if (!(await file.stat()).isFile()) throw new Failure(`${path} is no file`, exitCodes.usage);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
    const mark = buffer.subarray(0, bytesRead).toString('hex');
    if (mark.startsWith('fffe') || mark.startsWith('feff')) {
      throw new Failure(`${path} is UTF-16; save it as UTF-8`, exitCodes.usage);
    }
    return mark === 'efbbbf' ? 3 : 0;
  } finally {
    await file.close();
  }
}

function unreadable(error: unknown, line: number): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return new Failure(`a quote is opened in line ${line} or soon after it, and never closed`, exitCodes.usage);
  }
  return error;
}
