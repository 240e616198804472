import { Readable } from 'node:stream';
import type { Change } from './frame.ts';

const MOST_WAITING = 4 * 1024 * 1024;

/** One open stream to a browser. A client that doesn't keep up is let go: it can come back to where it was. */
export class Client {
  readonly stream: Readable;
  readonly #customer: string | undefined;

  constructor(customer: string | undefined) {
    this.#customer = customer;
    this.stream = new Readable({ read: () => undefined, highWaterMark: MOST_WAITING });
  }

  get open(): boolean {
    return !this.stream.destroyed && !this.stream.readableEnded;
  }

  wants(change: Change): boolean {
    return this.#customer === undefined || this.#customer === change.customer;
  }

  send(frame: Buffer): void {
    if (!this.open) return;
    if (this.stream.readableLength + frame.length > MOST_WAITING) this.stream.destroy();
    else this.stream.push(frame);
  }

  end(): void {
    if (this.open) this.stream.push(null);
  }
}
