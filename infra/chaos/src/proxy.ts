import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** `stalled`: connections stand, and nothing goes through in either direction, as behind a half-open network. */
export type Weather = 'fair' | 'slow' | 'stalled';

const SLOW_MS = 150;
const TICK_MS = 20;

/** A TCP proxy on a port of its own, between a service and what it talks to. */
export class Proxy {
  private readonly server: Server;
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly abandoned = new WeakSet<Socket>();
  private weather: Weather = 'fair';
  private target = { host: '127.0.0.1', port: 0 };

  constructor() {
    this.server = createServer(client => this.join(client));
  }

  get port(): number {
    return addressOf(this.server).port;
  }

  async open(): Promise<this> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  to(port: number): void {
    this.target = { host: '127.0.0.1', port };
  }

  set(weather: Weather): void {
    this.weather = weather;
  }

  /** Breaks all connections at once, as a reset does. Answers how many. */
  cut(): number {
    const pairs = [...this.pairs];
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    return pairs.length;
  }

  /**
   * What stands now goes nowhere any more, and neither end is told; what is opened from now on works. Only time-outs
   * find that out. Answers how many connections there were.
   */
  abandon(): number {
    for (const pair of this.pairs) for (const socket of pair) this.abandoned.add(socket);
    return this.pairs.size;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  private join(client: Socket): void {
    const server = connect(this.target);
    const pair = [client, server] as const;
    this.pairs.add(pair);
    for (const [from, to] of [pair, [server, client] as const]) {
      from.setNoDelay(true);
      from.on('data', chunk => void this.pass(from, to, chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.pairs.delete(pair);
        to.destroy();
      });
    }
  }

  /** One chunk after the other: the source rests until this one is through. */
  private async pass(from: Socket, to: Socket, chunk: Buffer): Promise<void> {
    if (this.abandoned.has(from)) return;
    if (this.weather === 'fair') {
      if (!to.write(chunk)) await this.drained(from, to);
      return;
    }
    from.pause();
    if (this.weather === 'slow') await wait(SLOW_MS);
    while (this.weather === 'stalled' && !from.destroyed) await wait(TICK_MS);
    if (!to.destroyed) to.write(chunk);
    from.resume();
  }

  private async drained(from: Socket, to: Socket): Promise<void> {
    from.pause();
    await new Promise<void>(resolve => {
      to.once('drain', resolve);
      to.once('close', resolve);
    });
    from.resume();
  }
}

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy is not open');
  return address;
}
