import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { repositoryRoot } from '@rapport/local';

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.nx', '.rapport']);

/** The files below folders of the repository, from its root, with `/` between their parts; what was made is left out. */
export async function filesBelow(...folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map(folder => below(join(repositoryRoot, folder))));
  return found
    .flat()
    .map(path => relative(repositoryRoot, path).split(sep).join('/'))
    .sort();
}

async function below(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries
    .filter(entry => !LEFT_OUT.has(entry.name))
    .map(entry => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? below(path) : Promise.resolve(entry.isFile() ? [path] : []);
    });
  return (await Promise.all(found)).flat();
}

export const textOf = (path: string): Promise<string> => readFile(join(repositoryRoot, path), 'utf8');
