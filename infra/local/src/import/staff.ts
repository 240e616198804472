import {
  createSender,
  SendError,
  startProgress,
  type Progress,
  type Sender,
  type SenderOptions,
} from '@rapport/simulator';
import { readCsv, type CsvFormat } from './csv.ts';
import { openReport } from './report.ts';
import type { RejectedRow } from './rows.ts';
import type { StaffMapping } from './staff-mapping.ts';
import { staffMapper, type StaffMember } from './staff-rows.ts';
import { forgetState, newState, placesOfImport, readState, writeState } from './state.ts';

export interface StaffImport {
  readonly file: string;
  readonly mapping: StaffMapping;
  readonly format: CsvFormat;
  /** Where state and report go. */
  readonly dir: string;
  /** Null for a dry run. */
  readonly to: SenderOptions | null;
  readonly restart: boolean;
  readonly onProgress?: (progress: Progress) => void;
}

export interface StaffSummary {
  readonly read: number;
  readonly described: number;
  readonly rejected: number;
  readonly resumedAfter: number;
  /** Path of the report of rejected rows, if there are any. */
  readonly report: string | null;
}

const AT_ONCE = 20;

/** Describes the staff of a file, row by row; somebody described as they are already is left as they are. */
export async function importStaff(options: StaffImport): Promise<StaffSummary> {
  const { file, mapping, to } = options;
  const rows = await rowsOf(options);
  const places = await placesOfImport(options.dir, file, mapping, to?.gateway ?? null);
  if (options.restart) await forgetState(places.state);
  const state = (to === null ? undefined : await readState(places.state)) ?? newState(file);
  const resumedAfter = state.rows;
  const report = await openReport(places.report, state.reportBytes);
  const progress = startProgress(rows.length, options.onProgress);
  progress.add(resumedAfter);
  const sender = to === null ? null : createSender(to);
  try {
    for (let at = resumedAfter; at < rows.length; at += AT_ONCE) {
      const batch = rows.slice(at, at + AT_ONCE);
      const outcomes = await Promise.all(batch.map(async row => ('reason' in row ? row : describe(sender, row))));
      const rejected = outcomes.flatMap(outcome => outcome ?? []);
      await report.add(rejected);
      state.rows += batch.length;
      state.rejected += rejected.length;
      state.accepted += batch.length - rejected.length;
      state.reportBytes = report.bytes();
      if (to !== null) await writeState(places.state, state);
      progress.add(batch.length);
    }
  } finally {
    await report.close();
  }
  progress.end();
  await forgetState(places.state);
  const { accepted: described, rejected } = state;
  return { read: rows.length, described, rejected, resumedAfter, report: rejected > 0 ? places.report : null };
}

/** A row that says somebody is there twice is rejected: which of both counts nobody knows. */
async function rowsOf({ file, format, mapping }: StaffImport): Promise<(StaffMember | RejectedRow)[]> {
  const rows: (StaffMember | RejectedRow)[] = [];
  const lines = new Map<string, number>();
  let map: ReturnType<typeof staffMapper> | undefined;
  for await (const row of readCsv(file, format)) {
    if (map === undefined) {
      map = staffMapper(row, mapping);
      continue;
    }
    const mapped = map(row);
    const before = 'staffId' in mapped ? lines.get(mapped.staffId) : undefined;
    if ('staffId' in mapped) lines.set(mapped.staffId, before ?? mapped.line);
    rows.push(before === undefined ? mapped : { ...row, reason: `the same as line ${before} describes already` });
  }
  if (map === undefined) staffMapper(undefined, mapping);
  return rows;
}

/** Null where it was taken; what profile refuses for good is a rejected row, anything else ends the run. */
async function describe(
  sender: Sender | null,
  { line, raw, staffId, body, leads }: StaffMember,
): Promise<RejectedRow | null> {
  if (sender === null) return null;
  try {
    await sender.post(`/api/profile/v1/staff/${encodeURIComponent(staffId)}`, body, 'PUT');
    const team = { supervisorId: staffId };
    if (leads !== undefined) await sender.post(`/api/profile/v1/teams/${encodeURIComponent(leads)}`, team, 'PUT');
    return null;
  } catch (error) {
    if (error instanceof SendError && (error.status === 400 || error.status === 422)) {
      return { line, raw, reason: error.message };
    }
    throw error;
  }
}
