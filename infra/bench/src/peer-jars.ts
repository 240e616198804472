import { globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureFetched, repositoryRoot, requireJava } from '@rapport/local';

const SOURCE = join(repositoryRoot, 'infra/bench/peers');
const BUILT = join(repositoryRoot, '.rapport/peers');
const COMPILE = 'org.apache.maven.plugins:maven-compiler-plugin:3.13.0:compile';

export interface PeerJars {
  readonly java: string;
  readonly classpath: string;
}

/** The peers, built by Maven where they are not. Throws a Failure where the machine has no Java, no compiler or no Maven. */
export async function peerJars(say: (line: string) => void): Promise<PeerJars> {
  const java = await requireJava();
  await ensureFetched(
    {
      name: 'peers',
      pom: join(SOURCE, 'pom.xml'),
      sources: globSync(join(SOURCE, 'src/*.java')).toSorted(),
      dir: BUILT,
      jars: 'jars',
      goals: draft => [`-Dpeers=${draft}`, COMPILE],
    },
    say,
  );
  return { java, classpath: [join(BUILT, 'classes'), join(BUILT, 'jars', '*')].join(delimiter) };
}
