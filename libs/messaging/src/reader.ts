import { tail, type Stamped, type Tail } from './kafka.ts';

const QUIET_MS = 1_000;

export interface Topic {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly name: string;
}

/** Reads the topic from one position on, each message once. */
export interface Reader {
  /** The next offset of each partition: everything below has been delivered. */
  readonly position: readonly number[];
  /** Whether all below `end` has been delivered. */
  reached(end: readonly number[]): boolean;
  close(): Promise<void>;
}

/** `failed` is called once, when nothing more will come. */
export async function readFrom(
  { brokers, clientId, name }: Topic,
  start: readonly number[],
  deliver: (message: Stamped, position: readonly number[]) => void,
  failed: (error: Error) => void,
): Promise<Reader> {
  const position = [...start];
  let last = performance.now();
  let over = false;
  const source: Tail = await tail(
    {
      brokers,
      clientId,
      topics: [name],
      from: start.map((offset, partition) => ({ topic: name, partition, offset })),
    },
    message => {
      const { partition, offset } = message;
      if (over || offset < (position[partition] ?? 0)) return;
      position[partition] = offset + 1;
      last = performance.now();
      deliver(message, position);
    },
    error => {
      if (!over) failed(error);
      over = true;
    },
  );
  // Compaction leaves holes, also at the end: what was asked for and brought nothing for a while is not there.
  const asked = (partition: number): number =>
    performance.now() - last > QUIET_MS ? (source.next(name, partition) ?? 0) : 0;
  return {
    position,
    reached: end =>
      end.every((offset, partition) => (position[partition] ?? 0) >= offset || asked(partition) >= offset),
    close: () => {
      over = true;
      return source.close();
    },
  };
}
