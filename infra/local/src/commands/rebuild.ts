import { setTimeout as sleep } from 'node:timers/promises';
import { userInfo } from 'node:os';
import { SERVICES, type ServiceName } from '@rapport/contracts';
import { Option, type Command } from 'commander';
import { exitCodes, Failure, messageOf } from '../failure.ts';
import { signToken } from '../issuer.ts';
import { printJson, say } from '../output.ts';
import { defaultDir } from '../paths.ts';
import { findItem, rebuildApi, type Build, type Item, type RebuildApi } from '../rebuild/rebuild-api.ts';
import { lineOf, printCompared, printList, teller } from '../rebuild/show.ts';
import { askServices } from '../service-api.ts';
import { attach } from '../stack/programmatic.ts';

interface Flags {
  from?: string;
  verifyOnly?: boolean;
  acceptDifferences?: boolean;
  status?: boolean;
  abort?: boolean;
  detach?: boolean;
  json?: boolean;
}

const POLL_MS = 500;
/** A service may be restarted meanwhile: the build goes on, and so does this. */
const AWAY_MS = 60_000;
/** Stages in which nothing happens until somebody says something. */
const WAITING = new Set(['differs', 'failed']);

export function addRebuild(program: Command): void {
  program
    .command('rebuild')
    .argument('[read model]', 'such as timeline, or profile/timeline; without it all are listed')
    .description('build a read model anew beside the live one, compare, and let it take its place')
    .addOption(new Option('--from <source>', 'the topics, or the logs of the owners').choices(['kafka', 'facts']))
    .option('--verify-only', 'compare only: the live one stays as it is')
    .option('--accept-differences', 'take its place also where rows differ')
    .option('--status', 'tell what the last build is at, and wait for nothing')
    .option('--abort', 'give up the build that is under way')
    .option('--detach', 'begin, and do not wait for the end')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nThe service does the work: when this command ends or is interrupted, the build goes on, and the same command shows it again.' +
        '\nExit code 1 where it failed, or differs and nobody has accepted that.',
    )
    .action(rebuild);
}

async function rebuild(text: string | undefined, flags: Flags): Promise<void> {
  const { services, issuer } = await attach(defaultDir);
  const token = await signToken(issuer, { role: 'administrator', name: userInfo().username, lifetime: 86_400 });
  const api = rebuildApi(askServices(services, token));
  if (text === undefined) return list(api, flags.json === true);
  const { service, item } = await findItem(api, text);
  if (flags.status === true) return tell(item.build, item, flags.json === true);
  if (flags.abort === true) await api.abort(service, item.projection);
  else await api.wish(service, item.projection, wishOf(flags));
  const end = flags.detach === true ? undefined : await follow(api, service, item.projection);
  if (end === undefined) return tell((await api.read(service, item.projection)).build, item, flags.json === true);
  return conclude(end, flags.json === true);
}

const wishOf = ({ from, verifyOnly = false, acceptDifferences = false }: Flags) => ({
  ...(from !== undefined && { from }),
  verifyOnly,
  acceptDifferences,
});

async function list(api: RebuildApi, json: boolean): Promise<void> {
  const all: { service: ServiceName; item: Item }[] = [];
  for (const service of SERVICES) all.push(...(await api.list(service)).map(item => ({ service, item })));
  if (json) printJson(all.map(({ service, item }) => ({ service, ...item })));
  else printList(all);
}

async function follow(api: RebuildApi, service: ServiceName, projection: string): Promise<Build | undefined> {
  const show = teller();
  for (let awaySince: number | undefined; ; await sleep(POLL_MS)) {
    try {
      const { build } = await api.read(service, projection);
      awaySince = undefined;
      if (build) show(build);
      if (!build || build.endedAt !== null || WAITING.has(build.stage)) return build ?? undefined;
    } catch (error) {
      const away = error instanceof Failure && error.exitCode === exitCodes.unavailable;
      if (!away || Date.now() - (awaySince ?? Date.now()) > AWAY_MS) throw error;
      if (awaySince === undefined) say(`${messageOf(error)}; it goes on when it is back`);
      awaySince ??= Date.now();
    }
  }
}

function tell(build: Build | null, item: Item, json: boolean): void {
  if (!json) say(build ? lineOf(build) : `${item.projection} was never rebuilt`);
  if (build) conclude(build, json);
  else if (json) printJson(null);
}

/** What was found, and what somebody has to do about it. */
function conclude(build: Build, json: boolean): void {
  if (json) printJson(build);
  else if (build.endedAt !== null || WAITING.has(build.stage)) printCompared(build.verified ?? []);
  if (build.stage === 'differs')
    say('--accept-differences lets it take the place of the live one, --abort gives it up');
  if (build.stage === 'failed') say('when the cause is repaired the same command takes it up, --abort gives it up');
  if (WAITING.has(build.stage)) process.exitCode = exitCodes.failed;
}
