/** One event as it lies on Kafka, decoded from CloudEvents' binary mode. */
export interface EventOnTopic {
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  /** When the broker took it (ISO). */
  at: string;
  /** CloudEvents attributes without their `ce_`: id, type, source, subject, time, sequence … */
  attributes: Record<string, string>;
  /** Headers that are not attributes: traceparent, content-type … */
  headers: Record<string, string>;
  /** The JSON in the value; its text where it isn't JSON; null in a tombstone. */
  data: unknown;
}

export interface RawMessage {
  topic: string;
  partition: number;
  offset: bigint;
  timestamp: bigint;
  key: Buffer | null | undefined;
  value: Buffer | null | undefined;
  headers: ReadonlyMap<Buffer, Buffer>;
}

export function decode(message: RawMessage): EventOnTopic {
  const headers = [...message.headers].map(([key, value]): [string, string] => [key.toString(), value.toString()]);
  const attributes = headers
    .filter(([key]) => key.startsWith('ce_'))
    .map(([key, value]): [string, string] => [key.slice(3), value]);
  return {
    topic: message.topic,
    partition: message.partition,
    offset: message.offset.toString(),
    key: message.key?.toString() ?? null,
    at: new Date(Number(message.timestamp)).toISOString(),
    attributes: Object.fromEntries(attributes),
    headers: Object.fromEntries(headers.filter(([key]) => !key.startsWith('ce_'))),
    data: message.value == null ? null : parsed(message.value.toString()),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether an event is about this customer: its subject, or its key on the topic of customer documents. */
export const isAbout = (event: EventOnTopic, customer: string): boolean =>
  event.attributes['subject'] === customer || event.key === customer;

/** The latest so many of what is added, by the broker's time. */
export class Latest {
  readonly #limit: number;
  #kept: EventOnTopic[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(event: EventOnTopic): void {
    this.#kept.push(event);
    if (this.#kept.length > 4 * this.#limit + 1000) this.#kept = this.inOrder();
  }

  inOrder(): EventOnTopic[] {
    const sorted = this.#kept.toSorted((a, b) => a.at.localeCompare(b.at) || Number(a.offset) - Number(b.offset));
    return this.#limit === 0 ? [] : sorted.slice(-this.#limit);
  }
}
