import type { RecordedEvent } from '@rapport/contracts';
import { fromMessage, type Stamped } from '@rapport/messaging';
import { messageOf } from '../failure.ts';

/** A message as `rapport events` shows it: an event, a customer's document, or why it can't be read. */
export interface Shown {
  topic: string;
  partition: number;
  offset: number;
  key: string;
  /** When the broker took it (ISO). */
  at: string;
  event?: RecordedEvent;
  /** Null in a tombstone. */
  document?: unknown;
  unreadable?: string;
}

export function shown(message: Stamped): Shown {
  const { topic, partition, offset, key, timestamp } = message;
  return { topic, partition, offset, key, at: new Date(timestamp).toISOString(), ...contentOf(message) };
}

function contentOf(message: Stamped): Pick<Shown, 'event' | 'document' | 'unreadable'> {
  try {
    if (message.headers['ce_type'] !== undefined) return { event: fromMessage(message) };
    const document: unknown = message.value === null ? null : JSON.parse(message.value.toString());
    return { document };
  } catch (error) {
    return { unreadable: messageOf(error) };
  }
}

/** Whether it is about this customer: an event's subject, or the key of a customer's document. */
export const isAbout = ({ event, key }: Shown, customer: string): boolean => (event?.subject ?? key) === customer;

/** The latest so many of what is added, by the broker's time. */
export class Latest {
  readonly #limit: number;
  #kept: Shown[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(message: Shown): void {
    this.#kept.push(message);
    if (this.#kept.length > 4 * this.#limit + 1000) this.#kept = this.inOrder();
  }

  inOrder(): Shown[] {
    const sorted = this.#kept.toSorted((a, b) => a.at.localeCompare(b.at) || a.offset - b.offset);
    return this.#limit === 0 ? [] : sorted.slice(-this.#limit);
  }
}
