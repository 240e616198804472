import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { contracts, SENDER_PATHS } from '@rapport/contracts';
import { repositoryRoot } from '@rapport/local';
import { callsIn, lists, unknownIn, type Call } from './commands.ts';
import { filesBelow, textOf } from './files.ts';
import { deadLinks } from './links.ts';
import { routesIn } from './routes-in.ts';
import { faultsOf } from './row-faults.ts';
import { rowsOf } from './rows.ts';

const README_LINES = 200;
const ROWS_PAGE = 'docs/domain-rows.md';
/** Whose every route and event must stand in the table, and how many rows each has. */
const ROWS = { profile: ['P', 10], interactions: ['I', 9] } as const;

const at = (path: string): string => join(repositoryRoot, path);
const run = promisify(execFile);
const helps = new Map<string, string>();

/** Asks the command line for its help, then for that of each command that the calls name, then of each command's command. */
async function learn(calls: readonly Call[]): Promise<void> {
  for (const depth of [0, 1, 2]) {
    const deep = calls.filter(
      ({ words, flags }) => words.length > depth || (words.length === depth && flags.length > 0),
    );
    const commands = new Map(deep.map(({ words }) => [words.slice(0, depth).join(' '), words.slice(0, depth)]));
    const known = [...commands.values()].filter(isKnown);
    await Promise.all(known.map(async words => helps.set(words.join(' '), await helpOf(words))));
  }
}

const isKnown = (words: readonly string[]): boolean =>
  words.every((word, place) => lists(help(words.slice(0, place)), word));

async function helpOf(words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [
    ...process.execArgv,
    at('infra/local/src/cli.ts'),
    ...words,
    '--help',
  ]);
  return stdout;
}

const help = (commands: readonly string[]): string => helps.get(commands.join(' ')) ?? '';

const pages = (await filesBelow('.')).filter(path => path.endsWith('.md'));
const texts = await Promise.all(pages.map(async path => ({ path, text: await textOf(path) })));
await learn(texts.flatMap(({ text }) => callsIn(text)));

const faults: string[] = [];
for (const { path, text } of texts) {
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

/** Senders of events call at its root. */
const atGateway = (service: string, route: string): string =>
  SENDER_PATHS.has(route.slice(route.indexOf('/'))) ? route : route.replace(' /', ` /api/${service}/`);

async function rowFaults(): Promise<string[]> {
  const services = Object.keys(ROWS);
  const files = await Promise.all(
    services.map(async name => [name, await filesBelow(`services/${name}/src`)] as const),
  );
  const routes = await Promise.all(
    files.flatMap(([name, paths]) =>
      paths
        .filter(path => path.endsWith('.controller.ts'))
        .map(async path => routesIn(path, await textOf(path)).map(route => atGateway(name, route))),
    ),
  );
  return faultsOf(rowsOf(await textOf(ROWS_PAGE)), {
    rows: Object.values(ROWS).flatMap(([letter, n]) => Array.from({ length: n }, (_, i) => `${letter}${i + 1}`)),
    routes: new Set(routes.flat()),
    events: new Set(contracts.filter(({ service }) => services.includes(service)).map(({ type }) => type)),
  });
}
faults.push(...(await rowFaults()).map(fault => `${ROWS_PAGE}: ${fault}`));

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`${pages.length} pages: every link and every command in them is there`);
