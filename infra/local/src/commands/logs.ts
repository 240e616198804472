import { open, readdir, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { tailOf } from '../files.ts';
import { paint, print } from '../output.ts';
import { placesOf, type Places } from '../paths.ts';
import { logOf } from '../processes.ts';

interface LogOptions {
  follow?: boolean;
  lines: number;
}

export const wholeNumber = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is needed');
  return Number(text);
};

export function addLogs(program: Command): void {
  program
    .command('logs')
    .argument('[service]', 'kafka, postgres or a service (default: all)')
    .description('the end of the logs')
    .option('-f, --follow', 'and what comes after it')
    .option('-n, --lines <n>', 'how many lines of each', wholeNumber, 50)
    .action(async (service: string | undefined, options: LogOptions) => {
      const places = placesOf();
      const all = await logsThere(places);
      if (service !== undefined && !all.includes(service)) {
        throw new Failure(
          `there is no log of ${service}`,
          exitCodes.notFound,
          `there are: ${all.join(', ') || 'none'}`,
        );
      }
      const names = service === undefined ? all : [service];
      const show = (name: string, line: string): void =>
        print(names.length === 1 ? line : `${paint('dim', name.padEnd(13))}${line}`);
      for (const name of names) for (const line of await tailOf(logOf(places, name), options.lines)) show(name, line);
      if (options.follow === true) await follow(places, names, show);
    });
}

const logsThere = async (places: Places): Promise<string[]> => {
  const files = await readdir(places.logs).catch(() => []);
  return files
    .filter(file => file.endsWith('.log'))
    .map(file => file.slice(0, -'.log'.length))
    .toSorted();
};

async function follow(
  places: Places,
  names: readonly string[],
  show: (name: string, line: string) => void,
): Promise<void> {
  const sizes = new Map<string, number>();
  for (const name of names) sizes.set(name, (await stat(logOf(places, name))).size);
  const rests = new Map<string, string>();
  for (;;) {
    await sleep(250);
    for (const name of names) {
      const from = sizes.get(name) ?? 0;
      const text = await textFrom(logOf(places, name), from);
      sizes.set(name, text.end);
      const lines = `${rests.get(name) ?? ''}${text.text}`.split('\n');
      rests.set(name, lines.pop() ?? '');
      for (const line of lines) show(name, line);
    }
  }
}

/** What was added to a file; from its beginning where it has become shorter. */
async function textFrom(path: string, from: number): Promise<{ text: string; end: number }> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return { text: '', end: 0 };
  try {
    const { size } = await file.stat();
    const start = size < from ? 0 : from;
    const buffer = Buffer.alloc(size - start);
    await file.read(buffer, 0, buffer.length, start);
    return { text: buffer.toString(), end: size };
  } finally {
    await file.close();
  }
}
