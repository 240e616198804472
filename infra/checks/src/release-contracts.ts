import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { breaks } from './compatibility.ts';
import { textOf } from './files.ts';
import { jsonSchemas } from './json-schemas.ts';
import { releasedFrom, releasedIn, releasedVersions, releasesFolder } from './releases.ts';

const { version } = JSON.parse(await textOf('libs/contracts/package.json')) as { version: string };
const versions = await releasedVersions();
const again = process.argv.includes('--again');
const before = versions.filter(name => name !== version).at(-1);
const schemas = jsonSchemas();
const broken = before === undefined ? [] : breaks(await releasedIn(before), [...schemas.values()].map(releasedFrom));

if (versions.includes(version) && !again) {
  console.error(
    `${version} was released: raise the version in libs/contracts/package.json, or, while nobody has it, add --again`,
  );
  process.exitCode = 1;
} else if (broken.length > 0) {
  for (const sentence of broken) console.error(sentence);
  process.exitCode = 1;
} else {
  const folder = join(releasesFolder, version);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of schemas) await writeFile(join(folder, name), text);
  console.log(`${schemas.size} events released as ${version}`);
}
