import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RejectedRow } from './rows.ts';

export interface Report {
  add(rows: readonly RejectedRow[]): Promise<void>;
  /** Its length so far, all of it on disk. */
  bytes(): number;
  close(): Promise<void>;
}

const HEADER = 'line,reason,row\n';

/**
 * The report of rejected rows: where each is in the file, why it was rejected, and the row itself. Made with its first
 * row, and deleted where there is none; what stands behind `keepBytes` is of a run that ended before it said so.
 */
export async function openReport(path: string, keepBytes: number): Promise<Report> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a');
  let length = Math.min(keepBytes, (await file.stat()).size);
  await file.truncate(length);
  return {
    add: async rows => {
      if (rows.length === 0) return;
      const lines = rows.map(({ line, reason, raw }) => `${line},${quoted(reason)},${quoted(raw)}\n`).join('');
      const text = length === 0 ? `${HEADER}${lines}` : lines;
      await file.appendFile(text);
      await file.datasync();
      length += Buffer.byteLength(text);
    },
    bytes: () => length,
    close: async () => {
      await file.close();
      if (length === 0) await rm(path, { force: true });
    },
  };
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
