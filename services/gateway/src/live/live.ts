import type { Readable } from 'node:stream';
import { boundsOf, readFrom, type Topic } from '@rapport/messaging';
import { Problem, type Logger } from '@rapport/service-kit';
import { Client, type Only } from './client.ts';
import { Feed } from './feed.ts';
import { changeOf, HEARTBEAT, mark, RESET, withId, type Read } from './frame.ts';
import { later, reaches, widened, type Position } from './position.ts';

const HEARTBEAT_MS = 15_000;
const LOOK_MS = 50;
const BEGIN_MS = 5_000;
const MOST_CLIENTS = 1_000;
const MOST_CATCHING_UP = 16;
const LONGEST_TIMER_MS = 2_147_483_647;

export interface Following {
  /** Where the client was; from now on when undefined. */
  readonly from?: Position | undefined;
  readonly customer?: string | undefined;
  readonly team?: string | undefined;
  readonly viewer?: Only['viewer'];
  /** When the client's right ends, in ms since 1970. */
  readonly until: number;
}

const busy = (): Problem =>
  new Problem('unavailable', 'The live stream is not ready; try again soon.', { headers: { 'retry-after': '1' } });

export interface LiveOptions {
  readonly read?: Read;
  readonly lazy?: boolean;
}

/** The clients that follow a topic: the customers' views, or the work. */
export class Live {
  readonly #topic: Topic;
  readonly #log: Logger;
  readonly #feed: Feed;
  readonly #changeIn: Read;
  readonly #lazy: boolean;
  readonly #clients = new Map<Client, { joined: boolean }>();
  #catchingUp = 0;
  #heart: NodeJS.Timeout | undefined;

  /** `lazy`: nothing is read before somebody follows for the first time. */
  constructor(topic: Topic, log: Logger, draining: AbortSignal, { read = changeOf, lazy = false }: LiveOptions = {}) {
    this.#topic = topic;
    this.#log = log;
    this.#changeIn = read;
    this.#lazy = lazy;
    this.#feed = new Feed(topic, log, read);
    this.#feed.onReset = () => this.#endAll();
    draining.addEventListener('abort', () => this.#endAll());
  }

  ready(): boolean {
    return this.#feed.position !== undefined;
  }

  onApplicationBootstrap(): void {
    if (!this.#lazy) this.#feed.start();
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#heart);
    this.#endAll();
    await this.#feed.stop();
  }

  /** Throws 503 while there is nothing to follow, or too many follow. */
  async follow({ from, customer, team, viewer, until }: Following): Promise<Readable> {
    const now = this.#lazy ? await this.#begun() : this.#feed.position;
    if (now === undefined || this.#clients.size >= MOST_CLIENTS) throw busy();
    const lost = from !== undefined && (await this.#isLost(from, now));
    const start = from === undefined || lost ? (this.#feed.position ?? now) : widened(from, now.length);
    const client = new Client({ customer, team, viewer });
    if (!this.#feed.covers(start) && this.#catchingUp >= MOST_CATCHING_UP) throw busy();
    this.#admit(client, until);
    if (lost) client.send(RESET);
    client.send(mark(start));
    if (this.#feed.covers(start)) this.#join(client, start);
    else void this.#catchUp(client, start);
    return client.stream;
  }

  /** Where the feed is, once it has begun to read; undefined where that takes too long. */
  async #begun(): Promise<Position | undefined> {
    this.#feed.start();
    for (let waited = 0; this.#feed.position === undefined && waited < BEGIN_MS; waited += LOOK_MS) {
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    }
    return this.#feed.position;
  }

  /** Positions beyond the end are of a topic that was since made anew; beyond this reader, perhaps of a faster one. */
  async #isLost(from: Position, now: Position): Promise<boolean> {
    if (reaches(now, from)) return false;
    const { ends } = await boundsOf(this.#topic, this.#topic.name).catch(() => {
      throw busy();
    });
    return !reaches(ends, from);
  }

  #admit(client: Client, until: number): void {
    const expiry = setTimeout(() => client.end(), Math.min(Math.max(until - Date.now(), 0), LONGEST_TIMER_MS));
    this.#clients.set(client, { joined: false });
    client.stream.once('close', () => {
      clearTimeout(expiry);
      this.#clients.delete(client);
    });
  }

  #join(client: Client, position: Position): void {
    const leave = this.#feed.join(position, change => {
      if (!client.wants(change)) return;
      const bare = client.bare(change);
      client.send(bare === undefined ? change.frame : withId(change.position, bare));
    });
    client.stream.once('close', leave);
    const state = this.#clients.get(client);
    if (state !== undefined) state.joined = true;
  }

  /** A client that was away for long reads by itself until the shared feed remembers the rest. */
  async #catchUp(client: Client, start: Position): Promise<void> {
    this.#catchingUp += 1;
    try {
      const target = this.#feed.position ?? start;
      let broken: Error | undefined;
      const { starts } = await boundsOf(this.#topic, this.#topic.name);
      const reader = await readFrom(
        this.#topic,
        later(start, starts),
        (message, position) => {
          const change = this.#changeIn(message);
          if (change !== undefined && client.wants(change)) {
            client.send(withId(position, client.bare(change) ?? change.body));
          }
        },
        error => (broken = error),
      );
      try {
        while (client.open && !this.#feed.covers(reader.position) && !reader.reached(target)) {
          if (broken !== undefined) throw broken;
          await new Promise(resolve => setTimeout(resolve, LOOK_MS));
        }
        const seen = reader.reached(target) ? later(reader.position, target) : reader.position;
        if (client.open && this.#feed.covers(seen)) this.#join(client, [...seen]);
        else client.end();
      } finally {
        await reader.close().catch(() => undefined);
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'a client could not catch up');
      client.end();
    } finally {
      this.#catchingUp -= 1;
    }
  }

  /** Also tells where the feed is: who follows one customer need not read all the others' changes when it comes back. */
  #beat(): void {
    const position = this.#feed.position;
    for (const [client, { joined }] of this.#clients) {
      client.send(joined && position !== undefined ? mark(position) : HEARTBEAT);
    }
  }

  #endAll(): void {
    for (const client of this.#clients.keys()) client.end();
  }
}
