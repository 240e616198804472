const plain = process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '';
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Style = keyof typeof codes;

/** Text in a style, where standard output is a terminal that wants colours. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return stream.isTTY && !plain ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
}

/** One line for people: standard error, so that standard output stays data. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** One line of data. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

export const displayed = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Columns as wide as their widest cell; numbers to the right. */
export function tableOf(columns: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  const cells = rows.map(row => columns.map((_, index) => displayed(row[index])));
  const numeric = columns.map((_, index) => rows.length > 0 && rows.every(row => isNumeric(row[index])));
  const widths = columns.map((column, index) =>
    cells.reduce((widest, row) => Math.max(widest, (row[index] ?? '').length), column.length),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (numeric[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(columns), ...cells.map(line)];
}

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));

/** A span in seconds as people say it: `42 s`, `3 min`, `5 h`, `2 d`. */
export function spanOf(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
