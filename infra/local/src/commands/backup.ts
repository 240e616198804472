import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { withLock } from '../lock.ts';
import { print, printJson, say } from '../output.ts';
import { defaultDir, placesOf } from '../paths.ts';
import { backUp, restore } from '../postgres/backup.ts';
import { readRecords } from '../processes.ts';
import { stopAll } from '../stack/down.ts';
import { attach } from '../stack/programmatic.ts';

const ownPostgres = async (): Promise<string> => {
  const { own, databases } = await attach(defaultDir);
  if (own.postgres) return databases.admin;
  throw new Failure('these databases are not of the local stack', exitCodes.usage, 'use pg_basebackup for your own');
};

const folderOf = (named: string): string => (named.includes('/') ? resolve(named) : join(defaultDir, 'backups', named));

export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument(
      '[name]',
      'a name in backups/ of the stack’s folder, or the path of a folder; not there yet (default: the time)',
    )
    .description('copy all databases of the local stack at one moment, while they work')
    .option('--json', 'as JSON')
    .action(async (named: string | undefined, { json = false }: { json?: boolean }) => {
      const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
      const folder = folderOf(named ?? stamp);
      if (existsSync(folder))
        throw new Failure(`${folder} is there already`, exitCodes.conflict, 'name another folder');
      const admin = await ownPostgres();
      const bytes = await withLock(placesOf().lock, 'backup', () => backUp(placesOf(), admin, folder));
      if (json) printJson({ folder, bytes });
      else print(folder);
      say(`${(bytes / 2 ** 20).toFixed(0)} MiB; ./rapport restore brings them back`);
    });
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<name>', 'a backup made by ./rapport backup: its name, or the path of its folder')
    .description('put all databases of the local stack back to the moment of a backup; Kafka goes on')
    .option('--yes', 'do so; without it this only tells what would be done')
    .option('--json', 'as JSON')
    .action(async (named: string, { yes = false, json = false }: { yes?: boolean; json?: boolean }) => {
      const folder = folderOf(named);
      await ownPostgres();
      if (!yes)
        throw new Failure(
          `the services and PostgreSQL would be stopped, and their data set aside for ${folder}`,
          exitCodes.usage,
          'say --yes to do so',
        );
      const places = placesOf();
      const aside = await withLock(places.lock, 'restore', async () => {
        const records = await readRecords(places);
        await stopAll(
          places,
          records.filter(({ name }) => name !== 'kafka'),
          say,
        );
        return restore(places, folder);
      });
      if (json) printJson({ folder, aside });
      else print(aside);
      say('the data as they were are kept there; ./rapport up starts on the restored ones, then ./rapport reconcile');
    });
}
