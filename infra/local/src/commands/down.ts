import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { printJson, say } from '../output.ts';
import { placesOf } from '../paths.ts';
import { bringDown, purge } from '../stack/down.ts';

interface DownOptions {
  purge?: boolean;
  yes?: boolean;
  json?: boolean;
}

export function addDown(program: Command): void {
  program
    .command('down')
    .description('stop the services, Kafka and PostgreSQL; their data stay')
    .option('--purge', 'delete all data of the stack as well')
    .option('--yes', 'do not ask before deleting')
    .option('--json', 'what was stopped, as JSON')
    .action(async (options: DownOptions) => {
      const places = placesOf();
      if (options.purge === true && options.yes !== true) await confirm(`Delete all data in ${places.dir}?`);
      const stopped = await bringDown(places, say);
      if (options.purge === true) await purge(places);
      if (options.json === true) printJson({ stopped, purged: options.purge === true });
      else if (stopped.length === 0) say('nothing was running');
      if (options.purge === true) say('the data are deleted');
    });
}

async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Failure(`${question} Say --yes where nobody can be asked`, exitCodes.usage);
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await dialogue.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Failure('nothing was deleted', exitCodes.failed);
  } finally {
    dialogue.close();
  }
}
