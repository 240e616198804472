import { join } from 'node:path';
import { simulate, type SimulationResult } from '@rapport/simulator';
import { exitCodes, Failure, interrupted } from '../failure.ts';
import { readIfThere, readJson, writeWhole } from '../files.ts';
import { signToken } from '../issuer.ts';
import { say } from '../output.ts';
import { defaultDir } from '../paths.ts';
import type { Connections } from '../stack/connections.ts';
import { progressLine } from './progress.ts';
import type { SimulationFlags } from './simulation-flags.ts';

export type SimulationOutcome = SimulationResult;

/** A simulation that this stack was sent to its end: what was asked for, and what came of it. */
interface Sent {
  readonly asked: string;
  readonly outcome: SimulationOutcome;
}

const SENT = join(defaultDir, 'simulation-sent.json');

const askedOf = ({ seed, customers, months, maxContacts, until }: SimulationFlags): string =>
  JSON.stringify([seed, customers, months, maxContacts, until ?? null]);

/** The outcome of this very simulation where it is all there already; sending it again would add nothing, and take its time. */
export async function sentBefore(flags: SimulationFlags): Promise<SimulationOutcome | undefined> {
  const sent = (await readJson(SENT)) as Sent | undefined;
  if (sent?.asked !== askedOf(flags)) return undefined;
  const { outcome } = sent;
  return { ...outcome, accepted: 0, duplicates: outcome.accepted + outcome.duplicates };
}

/** Sends the simulation to a running stack; what a run before has sent already counts as a duplicate. */
export async function runSimulation(
  { services, issuer }: Connections,
  flags: SimulationFlags,
  signal: AbortSignal,
): Promise<SimulationOutcome> {
  const { seed, customers, months, maxContacts, until } = flags;
  const bar = progressLine('simulating');
  const present = await presentOf(until);
  const result = await simulate({
    seed,
    customers,
    months,
    maxContacts,
    until: present,
    gateway: services.gateway,
    token: () => signToken(issuer, { role: 'service', name: 'simulator' }),
    signal,
    onProgress: progress => bar.show(progress),
  });
  bar.end();
  if (result.stopped) throw interrupted();
  const { accepted, duplicates, rejected } = result;
  say(`simulated ${result.customers} customers: ${accepted} new, ${duplicates} sent before, ${rejected} rejected`);
  for (const { reason, count } of result.reasons) say(`  ${count} × ${reason}`);
  if (rejected === 0)
    await writeWhole(SENT, `${JSON.stringify({ asked: askedOf(flags), outcome: result } satisfies Sent)}\n`);
  return result;
}

/** The same present in every run with one stack: otherwise a second run would be another simulation. */
async function presentOf(asked: string | undefined): Promise<Date> {
  if (asked !== undefined) {
    const date = new Date(asked);
    if (Number.isNaN(date.getTime())) throw new Failure(`--until ${asked} is no date`, exitCodes.usage);
    return date;
  }
  const file = join(defaultDir, 'simulation-present');
  const known = await readIfThere(file);
  if (known !== undefined) return new Date(known.trim());
  const now = new Date();
  await writeWhole(file, `${now.toISOString()}\n`);
  return now;
}
