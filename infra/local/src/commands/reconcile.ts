import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@rapport/contracts';
import type { Command } from 'commander';
import { exitCodes, Failure, messageOf } from '../failure.ts';
import { signToken } from '../issuer.ts';
import { paint, print, printJson, say, tableOf } from '../output.ts';
import { servicesOf } from '../parked/place.ts';
import { defaultDir } from '../paths.ts';
import { listStreams } from '../reconcile/list-streams.ts';
import { reconcileApi, type Progress, type ReconcileApi, type Survey } from '../reconcile/reconcile-api.ts';
import { attach } from '../stack/programmatic.ts';

interface Flags {
  yes?: boolean;
  streams?: boolean;
  json?: boolean;
}

const TRIES = 5;

type Found = Survey & { readonly service: ServiceName };

export function addReconcile(program: Command): void {
  program
    .command('reconcile')
    .argument('[service]', 'one service (default: all)')
    .description(
      'after a restore: whether each service’s database and topic hold the same; --yes repairs what does not',
    )
    .option('--yes', 'take back from Kafka what a database lacks, publish again what a topic lacks')
    .option('--streams', 'the streams that were taken back: people look through their personal values')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nWithout --yes nothing is changed; exit code 1 where something is to be repaired, 4 where people have to choose first.' +
        '\nEnded in the middle, it goes on where it was when called again. Guide: docs/guides/backup-and-restore.md',
    )
    .action(reconcile);
}

async function reconcile(
  name: string | undefined,
  { yes = false, streams = false, json = false }: Flags,
): Promise<void> {
  const { services, issuer } = await attach(defaultDir);
  const token = await signToken(issuer, { role: 'administrator', name: userInfo().username, lifetime: 3600 });
  const api = reconcileApi(services, token);
  const asked = servicesOf(name);
  if (streams) {
    const told = await listStreams(asked, service => api.streams(service), json, print);
    return json ? undefined : say(`${told} streams were taken back`);
  }
  const { found, away } = await surveys(api, asked);
  const repaired = yes ? await repairAll(api, found) : [];
  if (json) printJson(yes ? { found, repaired } : found);
  else show(found);
  if (!json) for (const { service, events } of repaired) print(`${service}: repaired, ${events} events`);
  conclude(found, yes, away.length === 0);
  if (away.length > 0) throw new Failure(away.join('; '), exitCodes.unavailable, './rapport status tells more');
}

async function surveys(
  api: ReconcileApi,
  services: readonly ServiceName[],
): Promise<{ found: Found[]; away: string[] }> {
  const found: Found[] = [];
  const away: string[] = [];
  for (const service of services) {
    say(`${service}: comparing what its database and its topic hold …`);
    try {
      found.push({ service, ...(await api.survey(service)) });
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== exitCodes.unavailable) throw error;
      away.push(messageOf(error));
    }
  }
  return { found, away };
}

const needsPeople = ({ state }: Found): boolean => state === 'cut' || state === 'diverged';

async function repairAll(
  api: ReconcileApi,
  found: readonly Found[],
): Promise<{ readonly service: ServiceName; readonly events: number }[]> {
  const repaired = [];
  for (const { service } of found.filter(one => one.state !== 'agrees' && !needsPeople(one)))
    repaired.push({ service, events: await repair(api, service) });
  return repaired;
}

async function repair(api: ReconcileApi, service: ServiceName): Promise<number> {
  say(`${service}: surveying what is to be repaired …`);
  for (;;) {
    const { state, done, total, events } = await stepOf(api, service);
    if (state === 'agrees') return events;
    const what = state === 'ahead' ? 'taken back' : 'queued to be published again';
    say(`${service}: ${done} of ${total} looked at, ${events} events ${what}`);
  }
}

/** A step that found Kafka or the database slow is tried again: each goes on where the last one ended. */
async function stepOf(api: ReconcileApi, service: ServiceName): Promise<Progress> {
  for (let tries = 1; ; tries++) {
    try {
      return await api.step(service);
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== exitCodes.unavailable || tries === TRIES) throw error;
      say(`${messageOf(error)}; trying again`);
      await sleep(2_000);
    }
  }
}

function show(found: readonly Found[]): void {
  const rows = found.map(one => [
    one.service,
    one.state,
    one.state === 'agrees' ? '' : `${one.complete ? '' : 'over '}${one.events}`,
    one.firstPosition === null ? '' : `${one.firstPosition}–${one.lastPosition}`,
    one.subjects > 0 ? String(one.subjects) : '',
    one.streams > 0 ? String(one.streams) : '',
    one.since,
  ]);
  const [head = '', ...lines] = tableOf(
    ['service', 'state', 'events', 'positions', 'subjects', 'streams', 'since'],
    rows,
  );
  print(paint('bold', head));
  lines.forEach(print);
  for (const { reason } of found) if (reason !== null) print(`\n${reason}`);
}

function conclude(found: readonly Found[], yes: boolean, all: boolean): void {
  const undecided = found.filter(needsPeople).map(({ service }) => service);
  if (undecided.length > 0)
    throw new Failure(
      `people have to choose first: ${undecided.join(', ')}`,
      exitCodes.conflict,
      'docs/guides/backup-and-restore.md says between what',
    );
  const wrong = found.filter(({ state }) => state !== 'agrees');
  if (wrong.length === 0) {
    if (all) say('databases and topics hold the same');
  } else if (yes && wrong.some(({ state }) => state === 'ahead'))
    say('personal values given since the backup are gone: ./rapport reconcile --streams lists where to look');
  else if (!yes) {
    say('nothing was changed: ./rapport reconcile --yes repairs it');
    process.exitCode = exitCodes.failed;
  }
}
