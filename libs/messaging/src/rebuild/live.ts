import type { Fetched } from '../kafka.ts';
import { storable } from '../parking.ts';
import type { Tx } from '../pool.ts';

/** How far the live read models have come, and what they have left out, at one moment. */
export interface Live {
  /** By `<topic>/<partition>`. */
  readonly next: ReadonlyMap<string, number>;
  /** By the event's id, or its place where it has none: the number under which it is parked or was dropped. */
  readonly parked: ReadonlyMap<string, number>;
}

interface Row {
  readonly positions: readonly { topic: string; partition: number; next: number }[];
  readonly parked: readonly { id: number; event: string | null; topic: string; partition: number; offset: number }[];
}

/** One statement, one moment: what lies below the positions was either applied by then, or is among what is parked. */
export async function liveNow(tx: Tx, topics: readonly string[]): Promise<Live> {
  const { rows } = await tx.query<Row>(
    `select (select coalesce(json_agg(json_build_object('topic', topic, 'partition', partition, 'next', next_offset)), '[]')
       from messaging.positions where topic = any($1)) as positions,
     (select coalesce(json_agg(json_build_object('id', id, 'event', event_id, 'topic', topic, 'partition', partition,
       'offset', "offset")), '[]') from messaging.parked where topic = any($1)) as parked`,
    [topics],
  );
  const { positions = [], parked = [] } = rows[0] ?? {};
  return {
    next: new Map(positions.map(({ topic, partition, next }) => [`${topic}/${partition}`, next])),
    parked: new Map(parked.map(({ id, event, ...place }) => [event ?? placeOf(place), id])),
  };
}

/** Under which number a message is parked, or nothing. */
export const parkedAs = ({ parked }: Live, message: Fetched): number | undefined => {
  const id = message.headers.ce_id;
  return parked.get(id === undefined ? placeOf(message) : storable(id));
};

const placeOf = ({ topic, partition, offset }: Pick<Fetched, 'topic' | 'partition' | 'offset'>): string =>
  `${topic}/${partition}/${offset}`;

/** Nothing is applied, parked, tried again or dropped until the transaction ends: all of that locks these rows first. */
export async function holdLive(tx: Tx, topics: readonly string[]): Promise<void> {
  await tx.query('select from messaging.positions where topic = any($1) order by topic, partition for update', [
    topics,
  ]);
}
