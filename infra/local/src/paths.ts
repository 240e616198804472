import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** Where one stack keeps what is its own. Nothing outside `dir` is written, but the jars, which all stacks share. */
export interface Places {
  dir: string;
  settings: string;
  lock: string;
  logs: string;
  pids: string;
  kafka: string;
  postgres: string;
  issuer: string;
  /** What the mail server of the stack was given. */
  mail: string;
}

/** What all stacks of this clone share. */
const sharedDir = join(repositoryRoot, '.rapport');
export const jarsDir = join(sharedDir, 'jars');
export const buildStamp = join(sharedDir, 'build.stamp');

/** The folder of the stack that commands are about; RAPPORT_DIR names another one, absolute or from the repository's root. */
export const defaultDir = resolve(repositoryRoot, process.env['RAPPORT_DIR'] ?? sharedDir);

export function placesOf(dir: string = defaultDir): Places {
  const root = resolve(repositoryRoot, dir);
  return {
    dir: root,
    settings: join(root, 'stack.json'),
    lock: join(root, 'up.lock'),
    logs: join(root, 'logs'),
    pids: join(root, 'pids'),
    kafka: join(root, 'kafka'),
    postgres: join(root, 'postgres'),
    issuer: join(root, 'issuer'),
    mail: join(root, 'mail'),
  };
}
