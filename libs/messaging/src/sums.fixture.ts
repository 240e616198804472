import { analyticsEvents } from '@rapport/contracts';
import { bulkUpsert } from './bulk-upsert.ts';
import { defineProjection } from './handlers.ts';
import { ignoring } from './ignoring.ts';

interface Sum {
  readonly value: number;
  readonly n: number;
}

export const SUMS_TABLE = 'create table sums (customer uuid primary key, value float8 not null, n bigint not null)';

/** A read model for specs: adding is not idempotent, so what is applied twice or not at all shows. 13 can't be told. */
export const sums = defineProjection({
  name: 'sums',
  from: ['analytics'] as const,
  begin: () => new Map<string, Sum>(),
  on: {
    ...ignoring(analyticsEvents),
    SatisfactionMoved({ data }, fold: Map<string, Sum>) {
      if (data.value === 13) throw new Error('thirteen can not be told');
      const before = fold.get(data.customerId) ?? { value: 0, n: 0 };
      fold.set(data.customerId, { value: before.value + data.value, n: before.n + 1 });
    },
  },
  async commit(fold, tx) {
    const rows = [...fold].map(([customer, { value, n }]) => ({ customer, value, n }));
    await bulkUpsert(tx, 'sums', rows, {
      key: ['customer'],
      update: { value: 't.value + excluded.value', n: 't.n + excluded.n' },
    });
  },
});
