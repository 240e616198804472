import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { readJson, writeWhole } from '../files.ts';

const StateSchema = Type.Object({
  file: Type.String(),
  /** Rows that are done, from the first on; the header is none. */
  rows: Type.Integer({ minimum: 0 }),
  accepted: Type.Integer({ minimum: 0 }),
  duplicates: Type.Integer({ minimum: 0 }),
  rejected: Type.Integer({ minimum: 0 }),
  customers: Type.Integer({ minimum: 0 }),
  /** How long the report of rejected rows was then; what was written after it is written again. */
  reportBytes: Type.Integer({ minimum: 0 }),
});
const state = Compile(StateSchema);

/** How far an import has come. It is only a shortcut: without it everything is sent again, and nothing added. */
export type ImportState = Type.Static<typeof StateSchema>;

export const newState = (file: string): ImportState => ({
  file,
  rows: 0,
  accepted: 0,
  duplicates: 0,
  rejected: 0,
  customers: 0,
  reportBytes: 0,
});

export interface ImportPlaces {
  state: string;
  report: string;
}

/** Where an import keeps its state: by the contents of file and mapping, and where they are sent (null: a dry run). */
export async function placesOfImport(
  dir: string,
  file: string,
  mapping: object,
  gateway: string | null,
): Promise<ImportPlaces> {
  const hash = createHash('sha256')
    .update(JSON.stringify(mapping))
    .update('\0')
    .update(gateway ?? '')
    .update('\0');
  const chunks: AsyncIterable<Buffer> = createReadStream(file);
  for await (const chunk of chunks) hash.update(chunk);
  return {
    state: join(dir, `${hash.digest('hex').slice(0, 24)}.json`),
    report: join(dir, `${basename(file, extname(file))}${gateway === null ? '-dry-run' : ''}-rejected.csv`),
  };
}

export async function readState(path: string): Promise<ImportState | undefined> {
  const value = await readJson(path);
  return state.Check(value) ? value : undefined;
}

export const writeState = (path: string, value: ImportState): Promise<void> => writeWhole(path, JSON.stringify(value));

export const forgetState = (path: string): Promise<void> => rm(path, { force: true });
