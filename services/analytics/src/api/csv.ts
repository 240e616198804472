import type { FastifyReply, FastifyRequest } from 'fastify';

type Row = Readonly<Record<string, string | number | null>>;

/** Whether the caller asks for a table and not for JSON. */
export const wantsCsv = ({ headers }: FastifyRequest): boolean => /^text\/csv\b/.test(headers.accept ?? '');

/** Answers with CSV; the time of the figures goes into a header. */
export function sendCsv(reply: FastifyReply, asOf: string, rows: readonly Row[]): string {
  void reply.type('text/csv; charset=utf-8; header=present').header('rapport-as-of', asOf);
  return csvOf(rows);
}

/** RFC 4180, with a header line. */
export function csvOf(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map(row => columns.map(column => row[column] ?? ''))];
  return lines.map(line => line.map(cell).join(',') + '\r\n').join('');
}

/** A text that a spreadsheet would take for a formula is quoted with an apostrophe. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
