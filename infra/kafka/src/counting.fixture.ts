import { analyticsEvents } from '@rapport/contracts';
import type { Decider, PassTime } from '@rapport/decider';
import { bulkUpsert, createMessaging, defineProjection, ignoring, quiet, type Messaging } from '@rapport/messaging';

export type Count = { readonly type: 'Count'; readonly customerId: string; readonly n: number } | PassTime;
interface Counted {
  readonly type: 'SatisfactionMoved';
  readonly data: { readonly customerId: string; readonly value: number };
}

/** What is told is a percentage: numbers begin again at this. */
export const MODULUS = 97;

/** Tells a number, for specs of order. */
export const counter: Decider<{ readonly last: number }, Count, Counted> = {
  kind: 'counter',
  stateVersion: 1,
  initial: { last: 0 },
  decide: command =>
    command.type === 'Count'
      ? {
          events: [{ type: 'SatisfactionMoved', data: { customerId: command.customerId, value: command.n % MODULUS } }],
        }
      : { events: [] },
  evolve: (_state, { data }) => ({ last: data.value }),
};

export const HEARD_TABLE = 'create table heard (customer uuid primary key, numbers float8[] not null)';

/** The numbers of each customer in the order in which they were heard: a loss, a double or an inversion shows. */
export const heard = defineProjection({
  name: 'heard',
  from: ['analytics'] as const,
  begin: () => new Map<string, number[]>(),
  on: {
    ...ignoring(analyticsEvents),
    SatisfactionMoved({ data }, fold: Map<string, number[]>) {
      const numbers = fold.get(data.customerId) ?? [];
      numbers.push(data.value);
      fold.set(data.customerId, numbers);
    },
  },
  async commit(fold, tx) {
    const rows = [...fold].map(([customer, numbers]) => ({ customer, numbers }));
    await bulkUpsert(tx, 'heard', rows, { key: ['customer'], update: { numbers: 't.numbers || excluded.numbers' } });
  },
});

export const messagingOf = (
  service: 'analytics' | 'loyalty' | 'profile',
  { url }: { readonly url: string },
  topics: { readonly brokers: readonly string[]; readonly prefix: string },
): Messaging =>
  createMessaging({
    service,
    database: url,
    brokers: topics.brokers,
    topicPrefix: topics.prefix,
    deciders: service === 'analytics' ? [counter] : [],
    projections: service === 'profile' ? [] : [heard],
    policies: [],
    ...(service === 'profile' && {
      documents: async (pool, customers) => {
        const { rows } = await pool.query<{ customer: string; name: string }>(
          'select customer, name from people where customer = any($1)',
          [customers],
        );
        return new Map(rows.map(({ customer, name }) => [customer, { name }]));
      },
    }),
    log: quiet,
  });
