import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { receiver, type Receiver } from './run.fixture.ts';

interface Place {
  /** A folder of its own, removed afterwards. */
  readonly dir: string;
  readonly services: Receiver;
}

/** Gives each spec of a file a place of its own to import from and to. */
export function placeOfEach(): () => Place {
  let place: Place | undefined;
  const current = (): Place => {
    if (place === undefined) throw new Error('no spec is under way');
    return place;
  };
  beforeEach(async () => {
    place = { dir: await mkdtemp(join(tmpdir(), 'import-')), services: await receiver() };
  });
  afterEach(async () => {
    const { dir, services } = current();
    await services.close();
    await rm(dir, { recursive: true });
  });
  return current;
}
