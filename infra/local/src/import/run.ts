import {
  BATCH_SIZE,
  createSender,
  startProgress,
  type ItemResult,
  type Progress,
  type SenderOptions,
} from '@rapport/simulator';
import { readCsv, type CsvFormat } from './csv.ts';
import type { Mapping } from './mapping.ts';
import { Occurrences } from './occurrences.ts';
import { openReport } from './report.ts';
import { checkHeader, isRejected, rowMapper, type MappedRow, type RejectedRow } from './rows.ts';
import { resolveCustomers, sendRows } from './send-rows.ts';
import { forgetState, newState, placesOfImport, readState, writeState, type ImportState } from './state.ts';
import { targets } from './targets.ts';

export interface ImportOptions {
  file: string;
  mapping: Mapping;
  format: CsvFormat;
  /** Where state and report go. */
  dir: string;
  /** Null for a dry run: everything is read and checked, nothing sent. */
  to: SenderOptions | null;
  /** Do not go on where an earlier run stopped. */
  restart: boolean;
  onProgress?: (progress: Progress) => void;
}

export interface ImportSummary {
  file: string;
  source: string;
  /** Rows of data, the rejected included. */
  read: number;
  new: number;
  alreadyThere: number;
  rejected: number;
  newCustomers: number;
  /** Rows that an earlier run had done. */
  resumedAfter: number;
  /** Columns that the mapping neither reads nor ignores. */
  unusedColumns: string[];
  /** Path of the report of rejected rows, if there are any. */
  report: string | null;
}

type Row = MappedRow | RejectedRow;
interface Batch {
  rows: Row[];
  results: Map<Row, ItemResult>;
  newCustomers: number;
}

/** How many batches may be on their way at once. */
const AT_ONCE = 3;

/** Imports a file. Throws before anything is sent where file and mapping do not go together. */
export async function runImport(options: ImportOptions): Promise<ImportSummary> {
  const { file, mapping, to } = options;
  const { rows: total, unusedColumns } = await inspect(options);
  const places = await placesOfImport(options.dir, file, mapping, to?.gateway ?? null);
  if (options.restart) await forgetState(places.state);
  const state = (to === null ? undefined : await readState(places.state)) ?? newState(file);
  const resumedAfter = state.rows;
  const report = await openReport(places.report, state.reportBytes);
  const progress = startProgress(total, options.onProgress);
  progress.add(resumedAfter);

  const settle = async (batch: Batch): Promise<void> => {
    await report.add(count(batch, state, to === null));
    state.reportBytes = report.bytes();
    if (to !== null) await writeState(places.state, state);
    progress.add(batch.rows.length);
  };
  try {
    const underWay: Promise<Batch>[] = [];
    const send = sending(mapping, to);
    for await (const rows of batches(options, resumedAfter)) {
      const sent = send(rows);
      // It is awaited in its turn; until then a failure must not end the process.
      sent.catch(() => undefined);
      underWay.push(sent);
      if (underWay.length >= AT_ONCE) await settle(await head(underWay));
    }
    while (underWay.length > 0) await settle(await head(underWay));
  } finally {
    await report.close();
  }
  progress.end();
  await forgetState(places.state);
  return {
    file,
    source: mapping.source,
    read: state.rows,
    new: state.accepted,
    alreadyThere: state.duplicates,
    rejected: state.rejected,
    newCustomers: state.customers,
    resumedAfter,
    unusedColumns,
    report: state.rejected > 0 ? places.report : null,
  };
}

async function head(underWay: Promise<Batch>[]): Promise<Batch> {
  const batch = await underWay.shift();
  if (batch === undefined) throw new Error('no batch is under way');
  return batch;
}

/** Reads the whole file once: what cannot be imported at all is refused before the first row is sent. */
async function inspect({ file, format, mapping }: ImportOptions): Promise<{ rows: number; unusedColumns: string[] }> {
  let rows = -1;
  let unusedColumns: string[] = [];
  for await (const row of readCsv(file, format)) {
    rows += 1;
    if (rows === 0) unusedColumns = checkHeader(row, mapping);
  }
  if (rows < 0) checkHeader(undefined, mapping);
  return { rows, unusedColumns };
}

/** The mapped rows after the first `done`, in batches. The rows before are read for their occurrences only. */
async function* batches({ file, format, mapping }: ImportOptions, done: number): AsyncGenerator<Row[]> {
  const occurrences = new Occurrences();
  let map: ReturnType<typeof rowMapper> | undefined;
  let read = 0;
  let batch: Row[] = [];
  for await (const row of readCsv(file, format)) {
    if (map === undefined) {
      map = rowMapper(row, mapping, occurrences);
      continue;
    }
    const mapped = map(row);
    read += 1;
    if (read <= done) continue;
    batch.push(mapped);
    if (batch.length === BATCH_SIZE) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Customers are resolved one batch after the other, so that none is registered by two at once; rows go side by side. */
function sending(mapping: Mapping, to: SenderOptions | null): (rows: Row[]) => Promise<Batch> {
  const sender = to === null ? null : createSender(to);
  let before: Promise<unknown> = Promise.resolve();
  return async rows => {
    const good = rows.flatMap(row => (isRejected(row) ? [] : row));
    if (sender === null || good.length === 0) return { rows, results: new Map(), newCustomers: 0 };
    const resolved = before.then(() => resolveCustomers(sender, good));
    before = resolved.catch(() => undefined);
    const customers = await resolved;
    const results = await sendRows(sender, targets[mapping.target], mapping.source, good, customers);
    return {
      rows,
      results: new Map(good.flatMap((row, index) => (results[index] ? [[row, results[index]]] : []))),
      newCustomers: [...customers.values()].filter(({ status }) => status === 'accepted').length,
    };
  };
}

/** Adds a batch to the state and answers its rejected rows. */
function count({ rows, results, newCustomers }: Batch, state: ImportState, dry: boolean): RejectedRow[] {
  const rejected = rows.flatMap((row): RejectedRow[] => {
    if (isRejected(row)) return [row];
    const result = results.get(row);
    if (result?.status === 'rejected') return [{ line: row.line, raw: row.raw, reason: result.reason }];
    if (result !== undefined) state[result.status === 'accepted' ? 'accepted' : 'duplicates'] += 1;
    else if (!dry) return [{ line: row.line, raw: row.raw, reason: 'the service said nothing about it' }];
    return [];
  });
  state.rows += rows.length;
  state.rejected += rejected.length;
  state.customers += newCustomers;
  return rejected;
}
