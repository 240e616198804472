import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@rapport/local';
import { asyncApi } from './async-api.ts';
import { textOf } from './files.ts';
import { eventsPage } from './events-page.ts';
import { flowsPage } from './flows-page.ts';
import { asJson, jsonSchemas } from './json-schemas.ts';
import { sqlDictionary, withAnalyticsDatabase } from './sql-dictionary.ts';

const folder = join(repositoryRoot, 'docs/generated');
const { version } = JSON.parse(await textOf('package.json')) as { version: string };

const artefacts = new Map<string, string>([
  ['asyncapi.json', asJson(asyncApi(version))],
  ...[...jsonSchemas()].map(([name, text]) => [`schemas/${name}`, text] as const),
  ['events.md', eventsPage()],
  ['flows.md', await flowsPage()],
  ['sql.md', await withAnalyticsDatabase(sqlDictionary)],
]);

const present = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1));
const left = present.filter(name => !artefacts.has(name));

if (process.argv.includes('--check')) {
  const stale: string[] = [...left];
  for (const [name, text] of artefacts) {
    const now = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (now !== text) stale.push(name);
  }
  for (const name of stale) console.error(`docs/generated/${name} is out of date: npm run generate makes it anew`);
  if (stale.length > 0) process.exitCode = 1;
  else console.log(`${artefacts.size} generated files are up to date`);
} else {
  for (const name of left) await rm(join(folder, name));
  for (const [name, text] of artefacts) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  console.log(`${artefacts.size} files in docs/generated`);
}
