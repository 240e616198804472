import { customersTopic } from '@rapport/contracts';
import type { Json } from '@rapport/decider';
import type pg from 'pg';
import type { Message } from './cloud-event.ts';
import { bulkUpsert } from './bulk-upsert.ts';
import { PassedTurnError } from './errors.ts';
import { currentOf, holdIdentity } from './identity.ts';
import type { Sender } from './kafka.ts';
import type { Lease } from './lease.ts';
import type { Tx } from './pool.ts';
import { forgetTurn, nextTurn } from './turns.ts';

const AT_ONCE = 500;
const PORTION_BYTES = 500_000;
// A topic takes 1,048,588 bytes: the rest is for the key, the headers and the frame around them.
const DOCUMENT_BYTES = 1_000_000;

/** Reads the documents of customers as they are now; one that is missing becomes a tombstone. */
export type ReadDocuments = (pool: pg.Pool, customers: readonly string[]) => Promise<ReadonlyMap<string, Json>>;

/**
 * Says, in the transaction that changed something of these recorded customers, that their documents are to be published
 * again, and those of whom they are part now.
 */
export async function markChanged(tx: Tx, customers: readonly string[]): Promise<void> {
  if (customers.length === 0) return;
  await holdIdentity(tx);
  const current = await currentOf(tx, customers);
  const rows = [...new Set([...customers, ...current.values()])].map(customer => ({
    customer,
    version: 1,
    pending: true,
  }));
  await bulkUpsert(tx, 'messaging.compacted', rows, {
    key: ['customer'],
    update: { version: 't.version + 1', pending: 'true' },
  });
}

/** After a change of hands the last minutes are sent again: the one before may have sent and not noted it. */
export async function resendRecent(pool: pg.Pool): Promise<void> {
  await pool.query(`update messaging.compacted set pending = true where sent_at > now() - interval '10 minutes'`);
}

export interface Publishing {
  readonly topicPrefix: string;
  readonly partitions: number;
  /** The relay's: whoever lost it sends nothing any more. */
  readonly lease: Lease;
  /** Aborted when nobody waits for the end any more, so that it is begun anew: what was read for it is old. */
  readonly signal: AbortSignal;
  /** Hears of a document that the topic would not take: it is left out until it changes again, so that the others go out. */
  readonly tooLarge: (customer: string, bytes: number) => void;
}

/**
 * Publishes changed documents to the compacted topic, each customer's at most once a second, its body read at sending.
 * Consumers keep the higher version, and compaction the last: so what is under way may come late, but not behind a newer one.
 * Answers whether there was anything to send.
 */
export async function publishChanged(
  pool: pg.Pool,
  read: ReadDocuments,
  sender: Sender,
  publishing: Publishing,
): Promise<boolean> {
  const { rows } = await pool.query<{ customer: string; version: number; published: number }>(
    `select customer, version, messaging.published_version(version) as published from messaging.compacted
     where pending and (sent_at is null or sent_at < clock_timestamp() - interval '1 second') limit ${AT_ONCE}`,
  );
  if (rows.length === 0) return false;
  const documents = await read(
    pool,
    rows.map(row => row.customer),
  );
  const messages = rows.flatMap(({ customer, published }) => {
    const document = documents.get(customer);
    const value = document === undefined ? null : Buffer.from(JSON.stringify(document));
    if (value !== null && value.length > DOCUMENT_BYTES) {
      publishing.tooLarge(customer, value.length);
      return [];
    }
    return [{ key: customer, value, headers: { 'content-type': 'application/json', version: String(published) } }];
  });
  for (const chunk of chunksOf(messages)) await sendInTurn(pool, sender, publishing, chunk);
  // What a batch under way holds has changed again: waiting for it could end in a circle, so it is published once more instead.
  await pool.query(
    `with free as (select customer from messaging.compacted where customer = any($1) for update skip locked)
     update messaging.compacted c set sent_at = clock_timestamp(), pending = c.version > s.version
     from unnest($1::uuid[], $2::bigint[]) as s(customer, version) join free using (customer) where c.customer = s.customer`,
    [rows.map(row => row.customer), rows.map(row => row.version)],
  );
  return true;
}

async function sendInTurn(
  pool: pg.Pool,
  sender: Sender,
  { topicPrefix, partitions, lease, signal }: Publishing,
  messages: readonly Message[],
): Promise<void> {
  signal.throwIfAborted();
  const turn = await nextTurn(pool, lease, sender);
  // Given up while it waited, it may have got a later turn than those who began after it.
  signal.throwIfAborted();
  try {
    await sender.send(customersTopic(topicPrefix), partitions, messages, turn);
  } catch (error) {
    if (error instanceof PassedTurnError) await forgetTurn(pool, turn);
    throw error;
  }
}

/** A broker takes batches of up to a megabyte: documents go in portions well below. */
function chunksOf(messages: readonly Message[]): Message[][] {
  const chunks: Message[][] = [[]];
  let bytes = 0;
  for (const message of messages) {
    bytes += (message.value?.length ?? 0) + 200;
    if (bytes > PORTION_BYTES) [bytes, chunks[chunks.length]] = [message.value?.length ?? 0, []];
    chunks.at(-1)?.push(message);
  }
  return chunks.filter(chunk => chunk.length > 0);
}
