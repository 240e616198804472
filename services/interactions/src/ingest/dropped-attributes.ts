import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { bulkUpsert, Loop, transaction, type Log, type Messaging } from '@rapport/messaging';
import { cursorOf, LOGGER, MESSAGING, METRICS, page, type Page } from '@rapport/service-kit';
import { Counter, type Registry } from 'prom-client';
import Type from 'typebox';
import type { Source } from './sources.ts';

const FLUSH_MS = 1_000;
/** More names than that from one source in a second are no attributes, but data. */
const MOST = 1_000;
const REST = '…';
const NAME = /^[\w .$:[\]-]{1,100}$/;

export interface DroppedAttribute {
  readonly source: string;
  readonly attribute: string;
  readonly times: number;
  readonly lastAt: string;
}

const cursor = cursorOf(
  Type.Object({ source: Type.String({ maxLength: 64 }), attribute: Type.String({ maxLength: 100 }) }),
);

/** Counts what messages tell and nobody declared, by name: gathered in memory, since many messages tell the same. */
@Injectable()
export class DroppedAttributes implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #pool: Messaging['pool'];
  readonly #counter: Counter<'source'>;
  readonly #loop: Loop;
  #counts = new Map<string, Map<string, number>>();

  constructor(
    @Inject(MESSAGING) messaging: Pick<Messaging, 'pool'>,
    @Inject(METRICS) metrics: Registry,
    @Inject(LOGGER) log: Log,
  ) {
    this.#pool = messaging.pool;
    this.#counter = new Counter({
      name: 'rapport_ingest_dropped_attributes_total',
      help: 'Attributes of messages that nobody declared and that were not kept',
      labelNames: ['source'],
      registers: [metrics],
    });
    const onError = (err: unknown): void => log.warn({ err }, 'dropped attributes could not be counted');
    this.#loop = new Loop({ min: FLUSH_MS, max: FLUSH_MS, onError }, async () => {
      await this.flush();
      return false;
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  count({ sourceId, name }: Source, attributes: readonly string[]): void {
    if (attributes.length === 0) return;
    this.#counter.inc({ source: name }, attributes.length);
    const counts = this.#counts.get(sourceId) ?? new Map<string, number>();
    this.#counts.set(sourceId, counts);
    for (const attribute of attributes) {
      // A name that is none may be a value, such as an address.
      const key = NAME.test(attribute) && (counts.has(attribute) || counts.size < MOST) ? attribute : REST;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }

  async flush(): Promise<void> {
    const counts = this.#counts;
    if (counts.size === 0) return;
    this.#counts = new Map();
    const now = new Date();
    const rows = [...counts].flatMap(([source, byName]) =>
      [...byName].map(([attribute, times]) => ({ source_id: source, attribute, times, last_at: now })),
    );
    await transaction(this.#pool, tx =>
      bulkUpsert(tx, 'app.ingest_dropped_attributes', rows, {
        key: ['source_id', 'attribute'],
        update: { times: 't.times + excluded.times', last_at: 'excluded.last_at' },
      }),
    );
  }

  async list({ limit, cursor: from }: { limit: number; cursor?: string | undefined }): Promise<Page<DroppedAttribute>> {
    const after = cursor.read(from);
    const { rows } = await this.#pool.query<Omit<DroppedAttribute, 'lastAt'> & { readonly lastAt: Date }>(
      `select s.name as source, a.attribute, a.times, a.last_at as "lastAt"
       from app.ingest_dropped_attributes a join app.ingest_sources s using (source_id)
       where $1::text is null or (s.name, a.attribute) > ($1, $2) order by s.name, a.attribute limit $3`,
      [after?.source ?? null, after?.attribute ?? null, limit + 1],
    );
    const told = rows.map(row => ({ ...row, lastAt: row.lastAt.toISOString() }));
    return page(told, limit, ({ source, attribute }) => cursor.write({ source, attribute }));
  }
}
