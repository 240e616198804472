import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@rapport/local';
import { callsIn, unknownIn } from './commands.ts';
import { filesBelow, textOf } from './files.ts';
import { deadLinks } from './links.ts';

const README_LINES = 200;

const at = (path: string): string => join(repositoryRoot, path);
const helps = new Map<string, string>();

/** What the command line says of itself, or of one of its commands. */
function help(commands: readonly string[]): string {
  const key = commands.join(' ');
  const known = helps.get(key);
  if (known !== undefined) return known;
  const text = execFileSync(at('rapport'), [...commands, '--help'], { encoding: 'utf8' });
  helps.set(key, text);
  return text;
}

const pages = (await filesBelow('.')).filter(path => path.endsWith('.md'));
const faults: string[] = [];
for (const path of pages) {
  const text = await textOf(path);
  const dead = deadLinks(
    { path, text },
    file => existsSync(at(file)),
    file => readFileSync(at(file), 'utf8'),
  );
  faults.push(...dead.map(target => `${path} links to ${target}, which is not there`));
  const unknown = callsIn(text).flatMap(call => unknownIn(call, help));
  faults.push(...unknown.map(call => `${path} shows ${call}, which the command line does not know`));
}

const lines = (await textOf('README.md')).split('\n').length;
if (lines > README_LINES) faults.push(`README.md has ${lines} lines: at most ${README_LINES} are read`);

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`${pages.length} pages: every link and every command in them is there`);
