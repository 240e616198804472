import { setTimeout as sleep } from 'node:timers/promises';
import { eventTopic } from '@rapport/contracts';
import { signToken } from '@rapport/local';
import { joinGroup, type Message } from '@rapport/messaging';
import { watchLag } from './lag-watch.ts';
import { messageOf, WAITING, type Waiting } from './outbox.ts';
import { dump, endsOf, FORGED } from './topics.ts';
import { until, type Fault, type Trial } from './trial.ts';

const CHURNS = 12;

/** A member that comes and goes each second takes partitions from the others and gives them back. */
const rebalances: Fault = {
  name: 'rebalances',
  what: 'a further member joins and leaves the group of the service each second, twelve times',
  aims: ['projection', 'policy'],
  bound: 30,
  async strike({ service, brokers, note }) {
    let joined = 0;
    for (let n = 0; n < CHURNS; n++) {
      const group = await joinGroup({
        brokers,
        clientId: 'churn',
        groupId: service,
        topics: [eventTopic('interactions')],
        sessionTimeoutMs: 10_000,
        onAssigned: () => undefined,
        onError: () => undefined,
      }).catch(() => undefined);
      await sleep(500);
      if (group !== undefined) joined += 1;
      await group?.close().catch(() => undefined);
      await sleep(500);
    }
    note(`joined ${joined} times`);
    if (joined === 0) throw new Error('the group was never joined');
  },
};

const forged = (message: Message): Message => ({ ...message, headers: { ...message.headers, [FORGED]: 'again' } });

const republished: Fault = {
  name: 'republished',
  what: 'everything of the last seconds published once more by another producer, in another order',
  aims: ['projection', 'policy'],
  bound: 15,
  async strike({ brokers, publish, random, note, started }) {
    const messages = await dump(brokers, started, await endsOf(brokers));
    for (const topic of new Set(messages.map(message => message.topic))) {
      const mine = messages.filter(message => message.topic === topic);
      const shuffled = mine.map(message => ({ message, at: random.uniform() })).sort((a, b) => a.at - b.at);
      await publish(
        topic,
        shuffled.map(({ message: { key, value, headers } }) => forged({ key, value, headers })),
      );
    }
    note(`${messages.length} events published again`);
  },
};

const HELD_MS = 4_000;
const TAKE_LEASE = `insert into messaging.leases as l (name, holder, epoch, expires_at)
  values ('relay', gen_random_uuid(), 1, clock_timestamp() + interval '${HELD_MS} ms')
  on conflict (name) do update set holder = excluded.holder, epoch = l.epoch + 1, expires_at = excluded.expires_at`;
/** The relay loses its lease for some seconds; what waits meanwhile is published by another producer, last things first. */
const reversed: Fault = {
  name: 'reversed',
  what: 'what waits for the relay published before it by another producer, the last event first: gaps at every reader',
  aims: ['projection', 'policy'],
  bound: 75,
  async strike({ looks, publish, note }) {
    await looks.of('interactions').query(TAKE_LEASE);
    await sleep(HELD_MS / 2);
    const rows = await looks.rows<Waiting>('interactions', `${WAITING} order by o.position desc`);
    const messages = rows.map(row => forged(messageOf(row)));
    if (messages.length === 0) throw new Error('nothing waited for the relay');
    await publish(eventTopic('interactions'), messages);
    note(`${messages.length} events published backwards`);
  },
};

/** Refuses the rows of one customer, as a row would that breaks a rule of the table. */
const poisonAt = (table: string, column: string) => `
  create or replace function messaging.chaos_poison() returns trigger language plpgsql as $$
  begin
    if new.${column}::text = tg_argv[0] then
      raise exception 'this can not be told';
    end if;
    return new;
  end $$;
  drop trigger if exists chaos_poison on ${table};`;

const PLACES = {
  projection: { table: 'facts.purchases', column: 'recorded_customer_id' },
  policy: { table: 'messaging.todo', column: 'subject' },
} as const;

const placeOf = ({ aim }: Trial): (typeof PLACES)['projection' | 'policy'] =>
  aim === 'policy' ? PLACES.policy : PLACES.projection;

const poisonedOf = ({ customers }: Trial): string => customers.at(-1) ?? '';
const PARKED = 'from messaging.parked where dropped_at is null';

const OTHERS_P99_MS = 2_000;
const WATCHED_MS = 6_000;

/** How the others fare from before the poison until some seconds after it was parked. */
async function othersFlow({ looks, service, customers, note }: Trial, poisoning: () => Promise<void>): Promise<void> {
  const others = customers.slice(0, -1);
  const watching = watchLag(looks, 'interactions', service, others);
  await poisoning();
  await sleep(WATCHED_MS);
  const { p99, events } = await watching.end();
  note(`p99 of ${events} events of others ${p99.toFixed(0)} ms`);
  if (!(p99 < OTHERS_P99_MS)) throw new Error(`events of others took ${p99.toFixed(0)} ms (p99)`);
}

const poison: Fault = {
  name: 'poison',
  what: 'the events of one customer cannot be applied: they are parked, all others go on; mended, they are applied by a retry',
  aims: ['projection', 'policy'],
  bound: 15,
  async strike(trial) {
    const { looks, service, note } = trial;
    const { table, column } = placeOf(trial);
    const poisoned = poisonedOf(trial);
    await othersFlow(trial, async () => {
      await looks.of(service).query(poisonAt(table, column));
      await looks
        .of(service)
        .query(
          `create trigger chaos_poison before insert on ${table} for each row execute function messaging.chaos_poison('${poisoned}')`,
        );
      await until('something is parked', async () => (await looks.count(service, PARKED)) > 0, 30_000);
    });
    const others = await looks.count(service, `${PARKED} and subject <> $1`, [poisoned]);
    if (others > 0) throw new Error(`${others} events of others were parked`);
    note('the poison was parked, the others were not');
  },
  async afterwards({ looks, service, services, ground, note }) {
    await looks.of(service).query('drop function messaging.chaos_poison() cascade');
    const [instance] = services.of(service);
    const token = await signToken(ground.connections.issuer, { role: 'administrator' });
    const headers = { authorization: `Bearer ${token}` };
    // What is still to be read of the customer may be parked behind the rest: until there is nothing left.
    await until(
      'all that was parked is applied',
      async () => {
        const rows = await looks.rows<{ id: number }>(service, `select max(id) as id ${PARKED}`);
        const id = rows[0]?.id ?? null;
        if (id === null) return true;
        const answer = await fetch(`${instance?.url}/v1/parked/${id}/retry`, { method: 'POST', headers });
        if (!answer.ok) throw new Error(`retry answered ${answer.status}: ${await answer.text()}`);
        note(`retried up to ${id}`);
        return false;
      },
      30_000,
    );
  },
};

export const eventFaults: readonly Fault[] = [rebalances, republished, reversed, poison];
