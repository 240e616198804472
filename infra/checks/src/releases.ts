import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@rapport/local';
import type { Released } from './compatibility.ts';

export const releasesFolder = join(repositoryRoot, 'libs/contracts/released');

/** The released versions, oldest first. */
export async function releasedVersions(): Promise<string[]> {
  const names = await readdir(releasesFolder).catch(() => []);
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

export async function releasedIn(version: string): Promise<Released[]> {
  const folder = join(releasesFolder, version);
  const files = (await readdir(folder)).filter(name => name.endsWith('.json'));
  return Promise.all(files.map(async name => releasedFrom(await readFile(join(folder, name), 'utf8'))));
}

/** Reads an event that was written as JSON. */
export function releasedFrom(text: string): Released {
  const value: unknown = JSON.parse(text);
  if (isReleased(value)) return value;
  throw new TypeError('a released schema needs a title and the x-topic it travels on');
}

const isReleased = (value: unknown): value is Released =>
  typeof value === 'object' && value !== null && 'title' in value && 'x-topic' in value;
