import { setTimeout as sleep } from 'node:timers/promises';
import { reconcileApi, repairOf, signToken } from '@rapport/local';
import { asAdmin, disconnect, loseOnceSent } from './exchange.ts';
import { AIMS, until, type Fault, type Trial } from './trial.ts';

const LOST_MS = 4_000;
const NOTICED_WITHIN_MS = 20_000;
const REPAIRED_WITHIN_MS = 60_000;

const events = ({ looks, service }: Trial): Promise<number> => looks.count(service, 'from messaging.events');

/** The service says by itself what happened, and writes nothing until somebody has repaired it. */
async function refuses(trial: Trial): Promise<void> {
  const { services, service } = trial;
  const [instance] = services.of(service);
  const readyz = `${instance?.url}/readyz`;
  const told = async (): Promise<boolean> => (await repairOf(readyz)) !== undefined;
  await until(`${service} says that it has to be repaired`, told, NOTICED_WITHIN_MS);
  const before = await events(trial);
  await sleep(1_000);
  const after = await events(trial);
  if (after !== before) throw new Error(`${service} wrote ${after - before} events before it was repaired`);
}

/** What `./rapport reconcile --yes` does. Answers how many events were taken back. */
async function repair({ ground, service }: Trial): Promise<number> {
  const token = await signToken(ground.connections.issuer, { role: 'administrator', name: 'chaos' });
  const api = reconcileApi(ground.connections.services, token);
  for (const deadline = Date.now() + REPAIRED_WITHIN_MS; Date.now() < deadline;) {
    const { state, events: takenBack } = await api.step(service);
    if (state === 'agrees') return takenBack;
  }
  throw new Error(`${service} was not repaired within ${REPAIRED_WITHIN_MS / 1000} s`);
}

/** What was not published yet is lost with a database for good, so the last moment is one at which everything was. */
const restored: Fault = {
  name: 'database-restored',
  what: 'the database of the service put back to an earlier moment under it: it refuses, is reconciled with Kafka, and has everything again',
  aims: AIMS,
  bound: 30,
  readsAgain: true,
  async strike(trial) {
    const { ground, services, service, note } = trial;
    const [database, copy] = [`rapport_${service}`, `rapport_${service}_earlier`];
    await asAdmin(ground, `drop database if exists ${copy} with (force)`);
    await asAdmin(ground, `alter database ${database} with allow_connections false`);
    try {
      await asAdmin(ground, disconnect(database));
      await asAdmin(ground, `create database ${copy} template ${database} owner ${database}_owner`);
    } finally {
      await asAdmin(ground, `alter database ${database} with allow_connections true`);
    }
    await sleep(LOST_MS);
    const had = await events(trial);
    await loseOnceSent(ground, database, copy);
    const lostAt = performance.now();
    await refuses(trial);
    const takenBack = await repair(trial);
    if (takenBack === 0) throw new Error(`nothing was taken back, and ${service} had ${had} events`);
    note(`${takenBack} events taken back`);
    await Promise.all(services.of(service).map(instance => services.ready(instance)));
    return lostAt;
  },
};

export const restoreFaults: readonly Fault[] = [restored];
