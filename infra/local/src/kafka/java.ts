import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, Failure } from '../failure.ts';
import { howToGet } from '../maven.ts';
import { findTool, runTool } from '../tools.ts';

/** The major version out of what `java -version` says: 17 of "17.0.15", 8 of "1.8.0". */
export function majorOf(text: string): number | undefined {
  const found = /version "(?:1\.)?(\d+)/.exec(text);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

export function findJava(): string | undefined {
  const home = process.env['JAVA_HOME'];
  const own = home === undefined || home === '' ? undefined : join(home, 'bin/java');
  return own !== undefined && existsSync(own) ? own : findTool('java');
}

export const javaVersion = async (java: string): Promise<number | undefined> =>
  majorOf(await runTool('/bin/sh', ['-c', '"$0" -version 2>&1', java]));

/** The path of a Java that can run Kafka; a Failure that says how to get one otherwise. */
export async function requireJava(): Promise<string> {
  const java = findJava();
  if (java === undefined)
    throw new Failure('Kafka needs Java, and there is none', exitCodes.unavailable, howToGet.java);
  const version = await javaVersion(java);
  if (version === undefined || version < 17) {
    throw new Failure(`Kafka needs Java 17, ${java} is ${version ?? 'unknown'}`, exitCodes.unavailable, howToGet.java);
  }
  return java;
}
