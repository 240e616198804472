import { Readable } from 'node:stream';
import { sightOf, staffSeen, type Viewer } from '@rapport/service-kit';
import type { Change } from './frame.ts';

const MOST_WAITING = 4 * 1024 * 1024;

/** What a client follows: everything where nothing is said. */
export interface Only {
  readonly customer: string | undefined;
  readonly team: string | undefined;
  /** Who follows, for only those whom they may see; everybody where there is none. */
  readonly viewer?: (() => Viewer | null) | undefined;
}

/** One open stream to a browser. A client that doesn't keep up is let go: it can come back to where it was. */
export class Client {
  readonly stream: Readable;
  readonly #only: Only;

  constructor(only: Only) {
    this.#only = only;
    this.stream = new Readable({ read: () => undefined, highWaterMark: MOST_WAITING });
  }

  get open(): boolean {
    return !this.stream.destroyed && !this.stream.readableEnded;
  }

  wants(change: Change): boolean {
    const { customer, team } = this.#only;
    return (
      (customer === undefined || customer === change.customer) &&
      (team === undefined || change.team === undefined || team === change.team) &&
      this.#sees(change)
    );
  }

  #sees({ lookedAfter }: Change): boolean {
    const viewer = this.#only.viewer?.() ?? null;
    return viewer === null || lookedAfter === undefined || sightOf(viewer, lookedAfter) === 'all';
  }

  /**
   * Work that is not given to who follows, or whom they stand in for or lead, is told bare: whose customer it is about isn't known
   * here, and the list, which is read again then, shows what they may see.
   */
  bare({ given }: Change): Buffer | undefined {
    const viewer = this.#only.viewer?.() ?? null;
    const staff = viewer === null ? null : staffSeen(viewer);
    if (given === undefined || staff === null) return undefined;
    return given.assignee !== undefined && staff.includes(given.assignee) ? undefined : given.bare;
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
