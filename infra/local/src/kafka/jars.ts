import { join } from 'node:path';
import { ensureFetched, isFetched, type MavenFolder } from '../maven.ts';
import { jarsDir, repositoryRoot } from '../paths.ts';

const kafka: MavenFolder = { name: 'kafka', pom: join(repositoryRoot, 'infra/local/pom.xml'), dir: jarsDir };

export const jarsAreThere = (): Promise<boolean> => isFetched(kafka);

/** The class path of Kafka; its jars are brought by Maven where they are missing. */
export async function ensureJars(say: (line: string) => void, signal?: AbortSignal): Promise<string> {
  await ensureFetched(kafka, say, signal);
  return join(jarsDir, '*');
}
