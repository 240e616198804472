import { breaks } from './compatibility.ts';
import { jsonSchemas } from './json-schemas.ts';
import { releasedFrom, releasedIn, releasedVersions } from './releases.ts';

const last = (await releasedVersions()).at(-1);

if (last === undefined) {
  console.error('no version of the contracts was released yet: npm run release-contracts makes the first');
  process.exitCode = 1;
} else {
  const released = await releasedIn(last);
  const broken = breaks(released, [...jsonSchemas().values()].map(releasedFrom));
  for (const sentence of broken) console.error(sentence);
  if (broken.length === 0) console.log(`the events are compatible with the ${released.length} of version ${last}`);
  else {
    console.error(`This breaks who reads version ${last}: keep the event as it was, and tell a new one beside it.`);
    process.exitCode = 1;
  }
}
