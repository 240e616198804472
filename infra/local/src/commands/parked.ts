import { userInfo } from 'node:os';
import type { ServiceName } from '@rapport/contracts';
import type { Command } from 'commander';
import { exitCodes, Failure, messageOf } from '../failure.ts';
import { signToken } from '../issuer.ts';
import { print, printJson, say } from '../output.ts';
import { defaultDir } from '../paths.ts';
import { parkedApi, type Item, type ParkedApi, type RefusedItem } from '../parked/parked-api.ts';
import { placeOf, servicesOf } from '../parked/place.ts';
import { retryAll, retryOne, type Tried } from '../parked/retry.ts';
import { idOf, printList, printRefused, printWhole, type Listed } from '../parked/show.ts';
import { attach } from '../stack/programmatic.ts';

interface Common {
  service?: string;
  json?: boolean;
}
type ListFlags = Common & { subject?: string; followers?: boolean; dropped?: boolean; refused?: boolean };
type RetryFlags = Common & { subject?: string; all?: boolean };
type DropFlags = Common & { reason: string };

const SERVICE = ['--service <service>', 'of this service only (default: all)'] as const;
const ID_HELP = 'as the list shows it: complaints/12 (or 12 with --service)';

export function addParked(program: Command): void {
  const parked = program
    .command('parked')
    .description('events that could not be applied: list them, look inside, try again, drop')
    .option(...SERVICE)
    .option('--subject <subject>', 'only what is about this, such as a customer’s id; all of it')
    .option('--followers', 'also those that only wait behind another of their subject')
    .option('--dropped', 'those that were dropped: when, by whom and why')
    .option(
      '--refused',
      'instead, what policies asked for and rules refused in the last 30 days; it is not tried again',
    )
    .option('--json', 'as JSON')
    .action((flags: ListFlags) => (flags.refused === true ? listRefused(flags) : list(flags)));
  parked
    .command('show')
    .argument('<id>', ID_HELP)
    .description('one in full: headers, data, why and since when, what waits behind it')
    .option(...SERVICE)
    .option('--json', 'as JSON')
    .action(show);
  parked
    .command('retry')
    .argument('[id]', `${ID_HELP}; those of its subject before it go first`)
    .description('apply again what is parked, in order; exit code 1 where something fails again')
    .option(...SERVICE)
    .option('--subject <subject>', 'all that is about this')
    .option('--all', 'all: what fails again stays, the rest goes on')
    .option('--json', 'as JSON')
    .action(retry);
  parked
    .command('drop')
    .argument('<id>', ID_HELP)
    .description('give one up for good; what waits behind it can be tried again then')
    .option(...SERVICE)
    .requiredOption('--reason <text>', 'why, kept with your name and the time')
    .option('--json', 'as JSON')
    .action(drop);
}

async function connect(): Promise<ParkedApi> {
  const { services, issuer } = await attach(defaultDir);
  const token = await signToken(issuer, { role: 'administrator', name: userInfo().username, lifetime: 3600 });
  return parkedApi(services, token);
}

/** The flags of the command itself stand before its own commands' where both have them. */
const merged = <Flags extends object>(flags: Flags, command: Command): Flags => ({
  ...command.parent?.opts(),
  ...flags,
});

async function list({ service, subject, followers = false, dropped = false, json }: ListFlags): Promise<void> {
  const api = await connect();
  const heads = !followers && !dropped && subject === undefined;
  const items: Listed[] = [];
  const away: string[] = [];
  let waiting = 0;
  for (const of of servicesOf(service)) {
    try {
      items.push(...(await api.list(of, { subject, heads, dropped })).map((one: Item) => ({ service: of, ...one })));
      waiting += (await api.summary(of)).events;
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== exitCodes.unavailable) throw error;
      away.push(messageOf(error));
    }
  }
  if (json === true) printJson(items);
  else if (items.length > 0) printList(items, dropped);
  say(conclusion(items, waiting, { dropped, heads, complete: away.length === 0 }));
  if (away.length > 0) throw new Failure(away.join('; '), exitCodes.unavailable, './rapport status tells more');
}

async function listRefused({ service, json }: ListFlags): Promise<void> {
  const api = await connect();
  const lists = servicesOf(service).map(async of =>
    (await api.refused(of)).map((one: RefusedItem) => ({ service: of, ...one })),
  );
  const items = (await Promise.all(lists)).flat();
  if (json === true) printJson(items);
  else if (items.length > 0) printRefused(items);
  say(items.length === 0 ? 'nothing that policies asked for was refused' : `${items.length} refused`);
}

function conclusion(
  items: readonly Item[],
  waiting: number,
  { dropped, heads, complete }: { dropped: boolean; heads: boolean; complete: boolean },
): string {
  if (dropped) return items.length === 0 ? 'nothing was dropped' : `${items.length} dropped`;
  if (items.length === 0) return complete ? 'nothing is parked: all is well' : 'nothing is parked in those that answer';
  const behind = heads ? `, ${waiting - items.length} more wait behind` : '';
  return `${items.length} parked${behind}; ./rapport parked show ID looks inside, ./rapport parked retry ID tries again`;
}

async function show(text: string, flags: Common, command: Command): Promise<void> {
  const { service: named, json } = merged(flags, command);
  const { service, id } = placeOf(text, named);
  const whole = await (await connect()).read(service, id);
  if (json === true) printJson({ service, ...whole });
  else printWhole(service, whole);
}

async function retry(text: string | undefined, flags: RetryFlags, command: Command): Promise<void> {
  const { service, subject, all = false, json } = merged(flags, command);
  const ways = [text, subject, all ? true : undefined].filter(way => way !== undefined).length;
  if (ways !== 1) throw new Failure('say what to try again: an ID, --subject X or --all, one of them', exitCodes.usage);
  const place = text === undefined ? undefined : placeOf(text, service);
  const services: readonly ServiceName[] = servicesOf(service);
  const api = await connect();
  const progress = (retried: number, failed: number): void => say(`${retried} applied, ${failed} failed again`);
  const tried = place
    ? await retryOne(api, place.service, place.id, progress)
    : await retryAll(api, services, subject, progress);
  tell(tried, json === true);
  if (tried.failed.length > 0) process.exitCode = exitCodes.failed;
}

function tell({ retried, failed }: Tried, json: boolean): void {
  if (json) printJson({ retried, failed });
  else {
    print(retried === 0 && failed.length === 0 ? 'nothing was parked there' : `${retried} applied`);
    for (const one of failed) print(`${idOf(one)} failed again: ${one.reason}`);
  }
}

async function drop(text: string, flags: DropFlags, command: Command): Promise<void> {
  const { service: named, reason, json } = merged(flags, command);
  const { service, id } = placeOf(text, named);
  const { waiting } = await (await connect()).drop(service, id, reason);
  if (json === true) printJson({ service, id, waiting });
  else print(`${service}/${id} is dropped`);
  if (waiting > 0) say(`${waiting} of its subject still wait: ./rapport parked retry --subject … applies them`);
}
