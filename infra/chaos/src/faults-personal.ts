import { signToken } from '@rapport/local';
import { PHONES, rowsAtHome, WHO } from './canaries.ts';
import { asAdmin, disconnect, urlOf } from './exchange.ts';
import { createPool } from '@rapport/messaging';
import { until, type Fault, type Trial } from './trial.ts';

type Send = (path: string, body: unknown, method?: string) => Promise<{ status: number; body: unknown }>;

const identifiers = (n: number) => [
  { type: 'email', value: `${WHO}.${n}@example.org`, verified: true },
  { type: 'phone', value: PHONES[n], verified: true },
];
const registration = (n: number) => ({
  partyType: 'individual',
  name: `Robin ${WHO} ${n}`,
  identifiers: identifiers(n),
  source: 'chaos',
  sourceId: `${WHO}/${n}`,
});

async function senderTo({ services, ground }: Trial): Promise<Send> {
  const [instance] = services.of('profile');
  const token = await signToken(ground.connections.issuer, { role: 'service', name: 'chaos' });
  return async (path, body, method = 'POST') => {
    const response = await fetch(`${instance?.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(4_000),
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  };
}

/** Registers them all, each until it is known to be there, while the process is killed once and its connections are cut. */
async function registerAll({ services, ground }: Trial, send: Send): Promise<string[]> {
  const ids: string[] = [];
  const [instance] = services.of('profile');
  if (instance === undefined) throw new Error('profile does not run');
  services.dieAt(instance, 'written', 2);
  for (const n of PHONES.keys()) {
    await until(
      `customer ${n} is registered`,
      async () => {
        await services.revive();
        const { status, body } = await send('/v1/customers', registration(n));
        const id = typeof body === 'object' && body !== null && 'customerId' in body ? body.customerId : undefined;
        if (status >= 300 || typeof id !== 'string') return false;
        ids.push(id);
        return true;
      },
      60_000,
    );
    if (n % 3 === 2) await asAdmin(ground, disconnect('rapport_profile'));
  }
  return ids;
}

/** What is refused, breaks or is looked for is the likeliest to be written down somewhere. */
const ASIDE: readonly (readonly [path: string, body?: object])[] = [
  [
    '/v1/customers',
    { ...registration(0), identifiers: [{ type: 'email', value: `${WHO} at nowhere`, verified: true }] },
  ],
  ['/v1/customers', { ...registration(0), sourceId: 'another', nickname: WHO }],
  ['/v1/customers', { ...registration(1), sourceId: 'another' }],
  ['/v1/customers', { ...registration(2), sourceId: 'zero', name: `${WHO}\u0000` }],
  ['/v1/customers', { ...registration(2), sourceId: 'half', name: `${WHO}\ud800` }],
  ['/v1/resolve', { items: [{ identifiers: identifiers(3), name: WHO }, { identifiers: identifiers(3).slice(1) }] }],
  [`/v1/customers?query=${WHO}`],
  [`/v1/customers?query=${encodeURIComponent(`${WHO}.3@example.org`)}&limit=none`],
  [`/v1/customers/${WHO}`],
];

const personal: Fault = {
  name: 'personal-values',
  what: 'customers registered, looked for, merged and refused in profile, which is killed and cut off meanwhile: values stay where erasure finds them',
  aims: ['all'],
  bound: 30,
  async strike(trial) {
    const { services, note } = trial;
    await services.ready(await services.start('profile'));
    const send = await senderTo(trial);
    const ids = await registerAll(trial, send);
    const statuses: number[] = [];
    for (const [path, body] of ASIDE) statuses.push((await send(path, body, body ? 'POST' : 'GET')).status);
    const [into, absorbedId, changed] = ids;
    await send(`/v1/customers/${into}/merges`, { absorbedId, reason: 'sameperson' });
    await send(`/v1/customers/${changed}`, { name: `Kim ${WHO}` }, 'PATCH');
    note(`${ids.length} registered; asked aside: ${statuses.join(', ')}`);
  },
  async afterwards({ ground, services }) {
    const pool = createPool(urlOf(ground, 'rapport_profile'), 1, () => undefined);
    try {
      await until(
        'profile has published everything',
        async () => {
          const { rows } = await pool.query<{ n: number }>(
            'select (select count(*) from messaging.outbox) + (select count(*) from messaging.compacted where pending) as n',
          );
          return rows[0]?.n === 0;
        },
        60_000,
      );
      if ((await rowsAtHome(pool, 'profile')) < PHONES.length)
        throw new Error('the search for personal values is blind');
    } finally {
      await pool.end();
      await Promise.all(services.of('profile').map(instance => services.stop(instance)));
    }
  },
};

export const personalFaults: readonly Fault[] = [personal];
