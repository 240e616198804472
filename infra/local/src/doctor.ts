import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { messageOf } from './failure.ts';
import { findJava, javaVersion } from './kafka/java.ts';
import { jarsAreThere } from './kafka/jars.ts';
import { howToGet } from './maven.ts';
import { repositoryRoot } from './paths.ts';
import { homeFor, unprivilegedAccount } from './postgres/binaries.ts';
import { placesOf } from './paths.ts';
import { portNames, isFree } from './ports.ts';
import { newSettings, readSettings } from './settings.ts';
import { runningNames } from './stack/down.ts';
import { findTool, runTool } from './tools.ts';

/** `missing` keeps the stack from running; a `note` does not. */
export interface Finding {
  name: string;
  state: 'ok' | 'note' | 'missing';
  detail: string;
  remedy?: string;
}

const gigabyte = 2 ** 30;

export async function examine(): Promise<Finding[]> {
  return [node(), psql(), memory(), ...(await Promise.all([java(), maven(), postgres(), disk(), ports()]))];
}

function node(): Finding {
  const fits = Number(process.versions.node.split('.')[0]) >= 24;
  const finding = { name: 'node', detail: process.version };
  return fits ? { ...finding, state: 'ok' } : { ...finding, state: 'missing', remedy: 'run npm ci: it brings Node 24' };
}

async function java(): Promise<Finding> {
  if (process.env['KAFKA_BROKERS'] !== undefined)
    return { name: 'java', state: 'ok', detail: 'not needed: KAFKA_BROKERS is set' };
  const path = findJava();
  if (path === undefined) return { name: 'java', state: 'missing', detail: 'none', remedy: howToGet.java };
  const version = await javaVersion(path).catch(() => undefined);
  const detail = `${path}, version ${version ?? 'unknown'}`;
  if (version !== undefined && version >= 17) return { name: 'java', state: 'ok', detail };
  return { name: 'java', state: 'missing', detail, remedy: howToGet.java };
}

async function maven(): Promise<Finding> {
  if (await jarsAreThere()) return { name: 'kafka', state: 'ok', detail: 'its jars are here' };
  const path = findTool('mvn');
  if (path !== undefined) return { name: 'maven', state: 'ok', detail: `${path}; Kafka’s jars come at the first up` };
  return { name: 'maven', state: 'missing', detail: 'none, and Kafka’s jars are not here', remedy: howToGet.maven };
}

async function postgres(): Promise<Finding> {
  try {
    const home = await homeFor(placesOf().postgres, await unprivilegedAccount());
    const version = await runTool(join(home.native, 'bin/postgres'), ['--version']);
    return { name: 'postgres', state: 'ok', detail: version.trim() };
  } catch (error) {
    return {
      name: 'postgres',
      state: 'missing',
      detail: messageOf(error),
      remedy: 'run npm ci and let it run install scripts',
    };
  }
}

function psql(): Finding {
  const path = findTool('psql');
  if (path !== undefined) return { name: 'psql', state: 'ok', detail: path };
  return {
    name: 'psql',
    state: 'note',
    detail: 'none: `rapport sql` works without it, only plainer',
    remedy: 'Debian: apt-get install postgresql-client; macOS: brew install libpq',
  };
}

async function disk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(repositoryRoot);
  const free = (bavail * bsize) / gigabyte;
  const detail = `${free.toFixed(1)} GB free`;
  if (free >= 5) return { name: 'disk', state: 'ok', detail };
  return { name: 'disk', state: free < 1 ? 'missing' : 'note', detail, remedy: 'the demo needs about 2 GB' };
}

function memory(): Finding {
  const free = freemem() / gigabyte;
  const detail = `${free.toFixed(1)} GB free`;
  if (free >= 2.5) return { name: 'memory', state: 'ok', detail };
  return { name: 'memory', state: 'note', detail, remedy: 'the stack takes about 2.5 GB' };
}

async function ports(): Promise<Finding> {
  const places = placesOf();
  const wanted = ((await readSettings(places)) ?? newSettings()).ports;
  const running = await runningNames(places);
  const ours = (name: string): boolean => running.includes(name === 'kafkaController' ? 'kafka' : name);
  const others = portNames.filter(name => !ours(name));
  const taken = (await Promise.all(others.map(async name => ((await isFree(wanted[name])) ? [] : [name])))).flat();
  if (taken.length === 0) return { name: 'ports', state: 'ok', detail: 'all free, or held by this stack' };
  const list = taken.map(name => `${name} ${wanted[name]}`).join(', ');
  return {
    name: 'ports',
    state: 'note',
    detail: `taken by other programs: ${list}`,
    remedy: 'up takes the next free ones',
  };
}
