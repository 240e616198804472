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
}

export const defaultDir = join(repositoryRoot, '.rapport');
export const jarsDir = join(defaultDir, 'jars');

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
  };
}
