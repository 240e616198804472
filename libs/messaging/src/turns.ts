import type { Sender, Turn } from './kafka.ts';
import { LeaseLostError, type Lease } from './lease.ts';
import { IDENTITY } from './log-guard.ts';
import type { Tx } from './pool.ts';

// Kafka counts them in 16 bits.
const LAST = 32_000;

// The lease is held fast meanwhile, so that whoever has it next gets a higher number.
const HELD = `select from messaging.leases where name = 'relay' and holder = $1 and epoch = $2 and expires_at > clock_timestamp() for share`;

// A database that was restored would give a turn twice, and a broker take what comes under the second for what it has.
const NEXT = `with held as (${HELD}), given as (
    update messaging.turns set number = number + 1
    where number < ${LAST} and found_on = (${IDENTITY}) and exists (select from held) returning producer, number
  ) select exists (select from held) as held, producer, number from (values (1)) v left join given on true`;

const FIRST = `with held as (${HELD})
  insert into messaging.turns (producer, number, found_on) select $3, 0, (${IDENTITY}) where exists (select from held)
  on conflict (singleton) do update set producer = excluded.producer, number = 0, found_on = excluded.found_on`;

interface Given {
  readonly held: boolean;
  readonly producer: number | null;
  readonly number: number | null;
}

/**
 * The next turn to write documents, higher than all that this service has taken: brokers refuse what comes later under a lower one.
 * So what is sent under it has to be read after the one before was taken. Throws LeaseLostError for whoever may not write.
 */
export async function nextTurn(tx: Tx, lease: Lease, sender: Sender): Promise<Turn> {
  const { holder, epoch } = lease;
  const { rows } = await tx.query<Given>(NEXT, [holder, epoch]);
  const [given] = rows;
  if (given?.held !== true) throw new LeaseLostError('relay');
  if (given.producer !== null && given.number !== null)
    return { producer: BigInt(given.producer), number: given.number };
  const producer = await sender.identify();
  const { rowCount } = await tx.query(FIRST, [holder, epoch, String(producer)]);
  if (rowCount === 0) throw new LeaseLostError('relay');
  return { producer, number: 0 };
}

/** Brokers know of later turns of this producer, which another cluster than now had given: the next one is another's first. */
export async function forgetTurn(tx: Tx, { producer, number }: Turn): Promise<void> {
  await tx.query('delete from messaging.turns where producer = $1 and number = $2', [String(producer), number]);
}
