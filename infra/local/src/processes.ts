import { spawn } from 'node:child_process';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { codeOf, exitCodes, Failure, messageOf } from './failure.ts';
import { readJson, writeWhole } from './files.ts';
import { isAlive, startOf } from './identity.ts';
import type { Places } from './paths.ts';
import { markOf } from './strays.ts';

const recordType = Type.Object({
  name: Type.String(),
  pid: Type.Integer(),
  started: Type.String(),
  at: Type.String(),
  port: Type.Integer(),
  fingerprint: Type.String(),
});
const record = Compile(recordType);

/** A detached process of the stack. `fingerprint` tells what it was started with: where that has changed it is started anew. */
export type ProcessRecord = Type.Static<typeof recordType>;

export interface Program {
  name: string;
  command: string;
  args: readonly string[];
  port: number;
  fingerprint: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  user?: { uid: number; gid: number };
}

export const logOf = (places: Places, name: string): string => join(places.logs, `${name}.log`);
const pidFileOf = (places: Places, name: string): string => join(places.pids, `${name}.json`);

/** Starts a program that outlives this one, with its output in the log and its record in the pid folder. */
export async function launch(places: Places, program: Program): Promise<ProcessRecord> {
  await mkdir(places.logs, { recursive: true });
  const log = await open(logOf(places, program.name), 'a');
  try {
    const child = spawn(program.command, program.args, {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...(program.env ?? process.env), ...markOf(places, program.name) },
      ...(program.cwd === undefined ? {} : { cwd: program.cwd }),
      ...program.user,
    });
    await new Promise<void>((settle, refuse) => {
      child.once('spawn', () => settle());
      child.once('error', error =>
        refuse(new Failure(`${program.name} could not be started: ${messageOf(error)}`, exitCodes.unavailable)),
      );
    });
    child.unref();
    const pid = child.pid ?? 0;
    const entry = {
      name: program.name,
      pid,
      started: startOf(pid) ?? 'ended',
      at: new Date().toISOString(),
      port: program.port,
      fingerprint: program.fingerprint,
    };
    await writeWhole(pidFileOf(places, program.name), `${JSON.stringify(entry)}\n`);
    return entry;
  } finally {
    await log.close();
  }
}

export async function readRecord(places: Places, name: string): Promise<ProcessRecord | undefined> {
  const value = await readJson(pidFileOf(places, name));
  return record.Check(value) ? value : undefined;
}

/** All records there are, of the living and the dead. */
export async function readRecords(places: Places): Promise<ProcessRecord[]> {
  const files = await readdir(places.pids).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const names = files.filter(file => file.endsWith('.json')).map(file => file.slice(0, -'.json'.length));
  const records = await Promise.all(names.map(name => readRecord(places, name)));
  return records.filter(entry => entry !== undefined);
}

export type Ending = 'stopped' | 'killed' | 'was not running';

/** Asks the process to end, waits, and ends it by force after that. Its record goes too. */
export async function stopProcess(
  places: Places,
  entry: ProcessRecord,
  signal: NodeJS.Signals = 'SIGTERM',
  patienceMs = 15_000,
): Promise<Ending> {
  const ending = isAlive(entry) ? await end(entry, signal, patienceMs) : 'was not running';
  // A process without a record may have the name of one that has its own.
  if ((await readRecord(places, entry.name))?.pid === entry.pid)
    await rm(pidFileOf(places, entry.name), { force: true });
  return ending;
}

async function end(entry: ProcessRecord, signal: NodeJS.Signals, patienceMs: number): Promise<Ending> {
  send(entry, signal);
  if (await gone(entry, patienceMs)) return 'stopped';
  await killProcess(entry);
  return 'killed';
}

/** Ends a process at once, and waits until it has let go of its port. Its record stays. */
export async function killProcess(entry: ProcessRecord): Promise<void> {
  send(entry, 'SIGKILL');
  if (!(await gone(entry, 5_000)))
    throw new Failure(`${entry.name} (process ${entry.pid}) does not end, not even by SIGKILL`);
}

function send(entry: ProcessRecord, signal: NodeJS.Signals): void {
  try {
    if (isAlive(entry)) process.kill(entry.pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

async function gone(entry: ProcessRecord, patienceMs: number): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50)) {
    if (!isAlive(entry)) return true;
  }
  return !isAlive(entry);
}
