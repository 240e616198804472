import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { codeOf } from '../failure.ts';
import { readIfThere } from '../files.ts';
import type { Places } from '../paths.ts';
import { launch, type ProcessRecord } from '../processes.ts';
import { runTool } from '../tools.ts';
import { orphansGone } from './orphans.ts';
import { homeFor, unprivilegedAccount, type Account, type Home } from './binaries.ts';

export interface ServerOptions {
  places: Places;
  port: number;
  password: string;
  signal?: AbortSignal | undefined;
  /** More settings, as of postgresql.conf. */
  settings?: Record<string, string>;
}

const serverSettings = (options: Pick<ServerOptions, 'port' | 'settings'>): Record<string, string> => ({
  port: String(options.port),
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  random_page_cost: '1.1',
  track_io_timing: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %d %u ',
  ...options.settings,
});

export const serverFingerprint = (options: Pick<ServerOptions, 'port' | 'settings'>): string =>
  createHash('sha256')
    .update(JSON.stringify(serverSettings(options)))
    .digest('hex')
    .slice(0, 16);

/** Starts the server and returns at once; an empty data folder is initialised first, any other left as it is. */
export async function launchServer(options: ServerOptions): Promise<ProcessRecord> {
  const account = await unprivilegedAccount();
  const home = await homeFor(options.places.postgres, account);
  await initialise(options, home, account);
  await orphansGone(home.data);
  await dropForeignPidFile(home);
  const flags = Object.entries(serverSettings(options)).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return launch(options.places, {
    name: 'postgres',
    command: join(home.native, 'bin/postgres'),
    args: ['-D', home.data, ...flags],
    port: options.port,
    fingerprint: serverFingerprint(options),
    cwd: home.data,
    env: { PATH: process.env['PATH'], LC_MESSAGES: 'C', TZ: 'UTC' },
    ...(account === undefined ? {} : { user: account }),
  });
}

async function initialise(options: ServerOptions, home: Home, account: Account | undefined): Promise<void> {
  if (existsSync(join(home.data, 'PG_VERSION')) && !existsSync(`${home.data}.unfinished`)) return;
  // An initdb that was cut short leaves a folder that looks whole: the mark beside it says that it isn't.
  if (existsSync(`${home.data}.unfinished`)) await rm(home.data, { recursive: true, force: true });
  await mkdir(home.data, { recursive: true });
  await chmod(home.data, 0o700);
  if ((await readdir(home.data)).length > 0) return;
  const secret = `${home.data}.password`;
  await writeFile(`${home.data}.unfinished`, '');
  await writeFile(secret, `${options.password}\n`, { mode: 0o600 });
  try {
    if (account !== undefined) {
      await chown(home.data, account.uid, account.gid);
      await chown(secret, account.uid, account.gid);
    }
    const flags = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await runTool(
      join(home.native, 'bin/initdb'),
      ['-D', home.data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '--no-sync', ...flags],
      { user: account, signal: options.signal, cwd: '/' },
    );
    await rm(`${home.data}.unfinished`);
  } finally {
    await rm(secret, { force: true });
  }
}

/** A pid in postmaster.pid that now belongs to another program would keep the server from starting. */
async function dropForeignPidFile(home: Home): Promise<void> {
  const file = join(home.data, 'postmaster.pid');
  const pid = Number((await readIfThere(file))?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const line = await readIfThere(`/proc/${pid}/cmdline`).catch(() => undefined);
  if (line !== undefined && !line.includes('postgres')) await rm(file, { force: true });
}

/** Whether the server takes this login: `refused` is about the password, `no` about everything else. */
export async function accepts(url: string): Promise<'yes' | 'no' | 'refused'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return 'yes';
  } catch (error) {
    return codeOf(error) === '28P01' ? 'refused' : 'no';
  } finally {
    await client.end().catch(() => undefined);
  }
}
