import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, Failure } from './failure.ts';
import { readIfThere, writeWhole } from './files.ts';
import { findTool, runTool } from './tools.ts';

export const howToGet = {
  java: 'install a Java runtime of version 17 or newer (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk)',
  maven:
    'install Apache Maven (Debian: apt-get install maven; macOS: brew install maven); it is needed once, for what runs in Java',
};

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

export interface MavenFolder {
  /** For people: 'kafka'. */
  readonly name: string;
  readonly pom: string;
  /** What it is made of beside the pom. */
  readonly sources?: readonly string[];
  /** Where it goes: whole, or not at all. */
  readonly dir: string;
  /** Where in it the jars go. Default: itself. */
  readonly jars?: string;
  /** Goals before the jars are copied, with their settings, given the folder in the making. */
  readonly goals?: (draft: string) => readonly string[];
}

const stampOf = ({ dir }: MavenFolder): string => join(dir, '.pom');

async function hashOf({ pom, sources = [] }: MavenFolder): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [pom, ...sources]) hash.update(await readFile(file));
  return hash.digest('hex');
}

export const isFetched = async (folder: MavenFolder): Promise<boolean> =>
  (await readIfThere(stampOf(folder))) === (await hashOf(folder));

/** Brings what a pom asks for where it is missing or has changed; several at once do no harm. */
export async function ensureFetched(
  folder: MavenFolder,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (await isFetched(folder)) return;
  const maven = findTool('mvn');
  if (maven === undefined) {
    throw new Failure(
      `the jars of ${folder.name} are missing, and so is Maven, which brings them`,
      exitCodes.unavailable,
      howToGet.maven,
    );
  }
  say(`${folder.name}: fetching its jars by Maven (once) …`);
  const { pom, dir, jars = '', goals = () => [] } = folder;
  const draft = `${dir}.${randomBytes(4).toString('hex')}`;
  try {
    const copy = [COPY, '-DincludeScope=runtime', `-DoutputDirectory=${join(draft, jars)}`];
    await runTool(maven, ['-q', '-B', '-f', pom, ...goals(draft), ...copy], { signal });
    await writeWhole(join(draft, '.pom'), await hashOf(folder));
    await rm(dir, { recursive: true, force: true });
    await rename(draft, dir);
  } catch (error) {
    if (!(await isFetched(folder))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
