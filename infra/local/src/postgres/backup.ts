import { chown, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import pg from 'pg';
import { codeOf, exitCodes, Failure } from '../failure.ts';
import type { Places } from '../paths.ts';
import { dataFolder, unprivilegedAccount, type Account } from './binaries.ts';

const LABEL = 'backup_label';
const SLOT = 'rapport_backup';
// What PostgreSQL's manual says need not, or must not, be in a backup: it is of the running server alone.
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.*|.*pg_internal\.init)$/;

/**
 * Copies the data folder of the running server of a stack, all databases at one moment, while it works: PostgreSQL's own
 * procedure for a base backup, with the write-ahead log that it needs. Answers the number of bytes.
 */
export async function backUp(places: Places, adminUrl: string, folder: string): Promise<number> {
  const data = dataFolder(places.postgres, await unprivilegedAccount());
  const draft = `${folder}.unfinished`;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  if ((await readdir(draft)).length > 0)
    throw new Failure(`${draft} is there already`, exitCodes.conflict, 'delete it');
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Temporary, so that it ends with the connection: until then no log that the copy needs is thrown away.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [SLOT]);
    await client.query(`select pg_backup_start('rapport', true)`);
    let bytes = await copyFolder(data, draft, path => LEFT_OUT.test(path));
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    bytes += await copyFolder(
      join(data, 'pg_wal'),
      join(draft, 'pg_wal'),
      path => !/^[0-9A-F]{24}$|\.history$/.test(path),
    );
    await writeFile(join(draft, LABEL), rows[0]?.labelfile ?? '');
    await rename(draft, folder);
    return bytes;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}

/** Puts a backup in the place of the data folder of a server that is stopped. Answers where that is kept now. */
export async function restore(places: Places, folder: string): Promise<string> {
  await readFile(join(folder, LABEL)).catch(() => {
    throw new Failure(`${folder} is no backup made by ./rapport backup`, exitCodes.notFound);
  });
  const account = await unprivilegedAccount();
  const data = dataFolder(places.postgres, account);
  const aside = `${data}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  const draft = `${data}.restoring`;
  await rm(draft, { recursive: true, force: true });
  await copyFolder(folder, draft, () => false, account);
  await rename(data, aside);
  await rename(draft, data);
  return aside;
}

/** Copies what is there; what vanishes meanwhile is no part of it. `without` is asked by the path within the folder. */
async function copyFolder(
  from: string,
  to: string,
  without: (path: string) => boolean,
  account?: Account,
  root = from,
): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  if (account) await chown(to, account.uid, account.gid);
  let bytes = 0;
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (without(relative(root, source))) continue;
    if (entry.isDirectory()) bytes += await copyFolder(source, target, without, account, root);
    else if (entry.isFile()) bytes += await copyOne(source, target, account);
  }
  return bytes;
}

async function copyOne(source: string, target: string, account: Account | undefined): Promise<number> {
  try {
    await copyFile(source, target);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
  if (account) await chown(target, account.uid, account.gid);
  return (await stat(target)).size;
}
