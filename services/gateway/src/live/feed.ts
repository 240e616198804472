import { setTimeout } from 'node:timers/promises';
import { boundsOf, readFrom, type Fetched, type Reader, type Topic } from '@rapport/messaging';
import type { Logger } from '@rapport/service-kit';
import { changeOf, withId, type Read } from './frame.ts';
import { later, reaches, type Position } from './position.ts';
import { Ring, type Framed } from './ring.ts';

const WARM = 250;
const WATCH_MS = 10_000;
const RETRY_MS = { first: 250, most: 5_000 };

export type Listener = (change: Framed) => void;

/**
 * The one reader of a topic that all clients share. It comes back after whatever went wrong, from where
 * it was, and remembers the last changes; at start it reads a little of what was before, for clients of an earlier run.
 */
export class Feed {
  readonly #topic: Topic;
  readonly #log: Logger;
  readonly #changeIn: Read;
  readonly #listeners = new Set<Listener>();
  readonly #stop = new AbortController();
  #position: Position | undefined;
  #ring = new Ring([]);
  #ready = false;
  #running: Promise<void> | undefined;
  /** Called when the topic was made anew: no position that anybody holds means anything now. */
  onReset: () => void = () => undefined;

  constructor(topic: Topic, log: Logger, read: Read = changeOf) {
    this.#topic = topic;
    this.#log = log;
    this.#changeIn = read;
  }

  /** Where it is; undefined until it has caught up for the first time. */
  get position(): Position | undefined {
    return this.#ready && this.#position !== undefined ? [...this.#position] : undefined;
  }

  /** Begins to read; once. */
  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  covers(position: Position): boolean {
    return this.#ready && this.#ring.covers(position);
  }

  /** Gives all changes from `position` on, which it must cover: those that are remembered at once, then each as it comes. */
  join(position: Position, receive: Listener): () => void {
    for (const change of this.#ring.after(position)) receive(change);
    const listener: Listener = change => {
      if (change.offset >= (position[change.partition] ?? 0)) receive(change);
    };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #run(): Promise<void> {
    let wait = RETRY_MS.first;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#read(() => (wait = RETRY_MS.first));
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.#log.warn({ err: error, topic: this.#topic.name }, 'a live feed was interrupted');
      }
      await setTimeout(wait, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      wait = Math.min(wait * 2, RETRY_MS.most);
    }
  }

  /** Reads until something goes wrong, and throws that. */
  async #read(works: () => void): Promise<void> {
    const { starts, ends } = await boundsOf(this.#topic, this.#topic.name);
    if (ends.length === 0) throw new Error('the topic has no partitions');
    if (this.#position !== undefined && !reaches(ends, this.#position)) this.#reset();
    this.#position ??= this.#begin(ends.map(end => Math.max(0, end - WARM)));
    // What was deleted before it was read has been published again behind, and partitions may have been added.
    this.#position = later(this.#position, starts);
    const failure = Promise.withResolvers<never>();
    const over = new AbortController();
    failure.promise.catch(() => undefined);
    const reader = await readFrom(this.#topic, this.#position, this.#deliver, failure.reject);
    try {
      const signal = AbortSignal.any([this.#stop.signal, over.signal]);
      await Promise.race([this.#watch(reader, ends, works, signal), failure.promise]);
    } finally {
      over.abort();
      this.#position = [...reader.position];
      await reader.close().catch(() => undefined);
    }
  }

  /** A client can hang without a word: one that is behind and doesn't move is given up. */
  async #watch(reader: Reader, target: Position, works: () => void, signal: AbortSignal): Promise<void> {
    while (!reader.reached(target)) await setTimeout(20, undefined, { signal });
    this.#ready = true;
    works();
    for (;;) {
      const before = [...reader.position];
      const { ends } = await boundsOf(this.#topic, this.#topic.name);
      await setTimeout(WATCH_MS, undefined, { signal });
      if (ends.length > before.length) throw new Error('partitions were added to the topic');
      if (!reaches(ends, before)) throw new Error('the topic ends before what was read of it');
      if (!reader.reached(ends)) throw new Error('the reader has stopped moving');
    }
  }

  readonly #deliver = (message: Fetched, position: Position): void => {
    this.#position = position;
    const change = this.#changeIn(message);
    if (change === undefined) return;
    const framed = { ...change, position: [...position], frame: withId(position, change.body) };
    this.#ring.push(framed);
    for (const listener of this.#listeners) listener(framed);
  };

  #begin(position: Position): Position {
    this.#ring = new Ring(position);
    return position;
  }

  #reset(): void {
    this.#position = undefined;
    this.#ready = false;
    this.onReset();
  }
}
