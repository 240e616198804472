import type { Command } from 'commander';
import { exitCodes } from '../failure.ts';
import { paint, print, printJson, spanOf, tableOf } from '../output.ts';
import { placesOf } from '../paths.ts';
import { statusOf, type PartStatus } from '../stack/status.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('what is running, where, since when; exit code 5 where a built part is not ready')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const parts = await statusOf(placesOf());
      if (options.json === true) printJson(parts);
      else printStatus(parts);
      if (!parts.every(isWell)) process.exitCode = exitCodes.unavailable;
    });
}

const isWell = ({ state }: PartStatus): boolean => ['ready', 'external', 'not built'].includes(state);

export function printStatus(parts: readonly PartStatus[]): void {
  const columns = ['name', 'state', 'pid', 'port', 'uptime', 'url'];
  const rows = parts.map(part => [
    part.name,
    part.state,
    part.pid,
    part.port,
    part.uptime === null ? null : spanOf(part.uptime),
    part.url,
  ]);
  const [head = '', ...lines] = tableOf(columns, rows);
  print(paint('bold', head));
  lines.forEach((line, index) => print(paintedLine(line, parts[index])));
}

function paintedLine(line: string, part: PartStatus | undefined): string {
  if (part === undefined || part.state === 'ready' || part.state === 'external') return line;
  return paint(part.state === 'dead' || part.state === 'unreachable' ? 'red' : 'dim', line);
}
