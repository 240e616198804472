import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@rapport/local';
import { textOf } from './files.ts';
import { isAllowed, licenceOf, type Manifest } from './licence.ts';

interface Locked extends Manifest {
  readonly link?: boolean;
  readonly version?: string;
}

/** Every package of the lock file; what was not installed here (another platform's) speaks by the lock file. */
const { packages } = JSON.parse(await textOf('package-lock.json')) as { packages: Record<string, Locked> };
const places = Object.entries(packages).filter(([place, { link }]) => place.includes('node_modules/') && !link);

const refused: string[] = [];
for (const [place, locked] of places) {
  const file = join(place, 'package.json');
  const manifest = existsSync(join(repositoryRoot, file)) ? (JSON.parse(await textOf(file)) as Manifest) : locked;
  const licence = licenceOf(manifest);
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (!isAllowed(licence)) refused.push(`${name} ${locked.version ?? ''}: ${licence}`);
}

for (const line of refused) console.error(line);
if (refused.length === 0) console.log(`${places.length} packages, all under licences that we take`);
else {
  console.error('These are not on the list of infra/checks/src/licence.ts: look at them, or use something else.');
  process.exitCode = 1;
}
