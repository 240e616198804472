import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { SERVICES } from '@rapport/contracts';
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { repositoryRoot } from '../paths.ts';
import { attach } from '../stack/programmatic.ts';

const DIR = '.rapport/runbook';
const GUIDE = join(repositoryRoot, 'docs/guides/backup-and-restore.md');

/** What a service's database holds that must survive: events by id, the numbers of subjects, streams with their states. */
interface Held {
  readonly events: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly streams: ReadonlyMap<string, string>;
}

/** The commands of the guide are run as they stand there, section by section, on a stack of their own. */
describe('the guide to backup and restore', () => {
  let sections: ReadonlyMap<string, readonly Step[]>;

  beforeAll(async () => {
    sections = stepsOf(await readFile(GUIDE, 'utf8'));
    await run('./rapport up', 0);
    await run('./rapport simulate --seed first --customers 25 --months 6', 0);
  }, 300_000);
  afterAll(async () => {
    await run('./rapport down --purge --yes', 0);
    await rm(join(repositoryRoot, DIR), { recursive: true, force: true });
  });

  const follow = async (title: string): Promise<void> => {
    const steps = sections.get(title) ?? [];
    expect(steps.length).toBeGreaterThan(0);
    for (const { command, exitCode } of steps) await run(command, exitCode);
  };

  it('backs up under load, and after a restore has everything that was acknowledged, once', async () => {
    const load = run('./rapport simulate --seed second --customers 25 --months 6', 0);
    await Promise.all([follow('Back up'), load]);
    await run('./rapport simulate --seed third --customers 10 --months 6', 0);
    const before = await atRest();
    const bought = await purchases();
    await follow('The database was lost');
    const after = await atRest();
    for (const service of SERVICES) expect([service, lostOf(before, after, service)]).toEqual([service, NOTHING]);
    expect(await purchases()).toEqual(bought);
    const { rows } = await query(
      'loyalty',
      `select payload->>'purchaseId' as id from messaging.events where type = 'PointsEarned'`,
    );
    expect(new Set(rows.map(row => row.id)).size).toBe(rows.length);
    await run('./rapport simulate --seed fourth --customers 2 --months 3', 0);
    await atRest();
  }, 600_000);

  it('publishes everything again after the topics were lost', async () => {
    const before = await atRest();
    const bought = await purchases();
    await follow('The topics were lost');
    const after = await atRest();
    for (const service of SERVICES) expect([service, lostOf(before, after, service)]).toEqual([service, NOTHING]);
    expect(await purchases()).toEqual(bought);
    const told = await run('./rapport events -t interactions -n 1000000 --json', 0);
    const ids = told.split('\n').flatMap(line => /"id":"([0-9a-f-]{36})"/.exec(line)?.[1] ?? []);
    expect([...(after.get('interactions')?.events ?? [])].filter(id => !ids.includes(id))).toEqual([]);
    await run('./rapport simulate --seed fifth --customers 2 --months 3', 0);
  }, 600_000);
});

interface Step {
  readonly command: string;
  readonly exitCode: number;
}

/** The lines of the `bash` blocks of each section, with the exit code that a comment behind them names. */
function stepsOf(text: string): Map<string, Step[]> {
  const sections = text.split(/^## /m).slice(1);
  return new Map(
    sections.map(section => {
      const title = section.slice(0, section.indexOf('\n'));
      const lines = [...section.matchAll(/^```bash\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
        block.trim().split('\n'),
      );
      const steps = lines.map(line => ({
        command: line.replace(/ +#.*$/, ''),
        exitCode: Number(/# exit code (\d+)/.exec(line)?.[1] ?? 0),
      }));
      return [title, steps];
    }),
  );
}

/** Runs one line in a shell as a person would, on this spec's stack, and answers what it printed. */
async function run(command: string, exitCode: number): Promise<string> {
  // What a run of specs starts on was built before it.
  const line = command.replace(/^\.\/rapport up$/, './rapport up --no-build');
  const child = spawn('bash', ['-c', line], {
    cwd: repositoryRoot,
    env: { ...process.env, RAPPORT_DIR: DIR, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, words] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (words += part.toString()));
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== exitCode)
    throw new Error(`${line} ended with ${String(code)}, not ${exitCode}:\n${out.slice(-2000)}\n${words.slice(-2000)}`);
  return out;
}

async function query(
  service: (typeof SERVICES)[number],
  text: string,
): Promise<pg.QueryResult<Record<string, unknown>>> {
  const { databases } = await attach(DIR);
  const client = new pg.Client({ connectionString: databases.services[service].owner });
  await client.connect();
  return client.query<Record<string, unknown>>(text).finally(() => client.end());
}

const purchases = async (): Promise<unknown> =>
  JSON.parse(await run('./rapport sql --json -c "select count(*), sum(amount_minor) from analytics.purchases"', 0));

/** What all services hold once nothing is under way any more. */
async function atRest(): Promise<ReadonlyMap<string, Held>> {
  let last = '';
  await eventually(
    async () => {
      const { services } = await attach(DIR);
      const figures = await Promise.all(
        SERVICES.map(async service => (await fetch(`${services[service]}/metrics`)).text()),
      );
      const moving = figures.map(text => text.match(/^rapport_messaging_(?:lag|outbox|todo)\{?.* (?!0$)\S+$/gm) ?? []);
      expect(moving.flat()).toEqual([]);
      const now = await lengths();
      const before = last;
      last = now;
      expect(now).toBe(before);
    },
    120_000,
    1_500,
  );
  const held = await Promise.all(SERVICES.map(async service => [service, await heldBy(service)] as const));
  return new Map(held);
}

const lengths = async (): Promise<string> =>
  String(
    await Promise.all(
      SERVICES.map(
        async service => (await query(service, 'select count(*) as n from messaging.events')).rows[0]?.['n'],
      ),
    ),
  );

async function heldBy(service: (typeof SERVICES)[number]): Promise<Held> {
  const events = await query(service, 'select id from messaging.events');
  const numbers = await query(service, 'select subject, last from messaging.seq');
  const streams = await query(
    service,
    `select stream || '@' || version as stream, state::text as state from messaging.streams`,
  );
  return {
    events: new Set(events.rows.map(row => String(row['id']))),
    numbers: new Map(numbers.rows.map(row => [String(row['subject']), Number(row['last'])])),
    streams: new Map(streams.rows.map(row => [String(row['stream']), String(row['state'])])),
  };
}

const NOTHING = { events: 0, numbers: 0, states: 0 };

function lostOf(before: ReadonlyMap<string, Held>, after: ReadonlyMap<string, Held>, service: string) {
  const [was, is] = [before.get(service), after.get(service)];
  if (!was || !is) throw new Error(`${service} was not looked at`);
  return {
    events: [...was.events].filter(id => !is.events.has(id)).length,
    numbers: [...was.numbers].filter(([subject, last]) => (is.numbers.get(subject) ?? 0) < last).length,
    // A clock that rang meanwhile has moved its stream on: only the same version has to have the same state.
    states: [...was.streams].filter(([at, state]) => is.streams.has(at) && is.streams.get(at) !== state).length,
  };
}
