import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, exitCodes } from '../failure.ts';
import { readIfThere, writeWhole } from '../files.ts';
import { jarsDir, repositoryRoot } from '../paths.ts';
import { findTool, runTool } from '../tools.ts';

const pom = join(repositoryRoot, 'infra/local/pom.xml');
const stamp = join(jarsDir, '.pom');

export const howToGet = {
  java: 'install a Java runtime of version 17 or newer (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk)',
  maven:
    'install Apache Maven (Debian: apt-get install maven; macOS: brew install maven); it is needed once, for Kafka’s jars',
};

const pomHash = async (): Promise<string> =>
  createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');

export const jarsAreThere = async (): Promise<boolean> => (await readIfThere(stamp)) === (await pomHash());

/** Brings Kafka's jars by Maven where they are missing or the pom has changed; several at once do no harm. */
export async function ensureJars(say: (line: string) => void, signal?: AbortSignal): Promise<string> {
  const classpath = join(jarsDir, '*');
  if (await jarsAreThere()) return classpath;
  const maven = findTool('mvn');
  if (maven === undefined) {
    throw new Failure(
      'Kafka’s jars are missing, and so is Maven, which brings them',
      exitCodes.unavailable,
      howToGet.maven,
    );
  }
  say('kafka: fetching its jars by Maven (once) …');
  const draft = `${jarsDir}.${randomBytes(4).toString('hex')}`;
  try {
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    await runTool(maven, ['-q', '-B', '-f', pom, goal, '-DincludeScope=runtime', `-DoutputDirectory=${draft}`], {
      signal,
    });
    await writeWhole(join(draft, '.pom'), await pomHash());
    await rm(jarsDir, { recursive: true, force: true });
    await rename(draft, jarsDir);
  } catch (error) {
    if (!(await jarsAreThere())) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return classpath;
}
