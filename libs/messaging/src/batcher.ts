import { UnavailableError } from './errors.ts';

const MOST_WAITING = 5000;

/**
 * Collects items that arrive while earlier ones are under way, and hands them on together. At rest an item goes at
 * once; under load a batch grows, so that a round trip serves many. Items of one key keep their order: a key has at
 * most one batch under way.
 */
export class Batcher<Item, Result> {
  private waiting: { item: Item; key: string; resolve: (r: Result) => void; reject: (e: unknown) => void }[] = [];
  private readonly busy = new Set<string>();
  private running = 0;
  private readonly options: { readonly lanes: number; readonly size: number; readonly key: (item: Item) => string };
  private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>;

  constructor(
    options: { readonly lanes: number; readonly size: number; readonly key: (item: Item) => string },
    work: (items: readonly Item[]) => Promise<readonly Result[]>,
  ) {
    this.options = options;
    this.work = work;
  }

  /** Rejects with UnavailableError when too much is waiting already. */
  async submit(item: Item): Promise<Result> {
    if (this.waiting.length >= MOST_WAITING) throw new UnavailableError('Too much is waiting to be written.', 2);
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, key: this.options.key(item), resolve, reject });
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.running < this.options.lanes) {
      const batch = this.take();
      if (batch.length === 0) return;
      void this.run(batch);
    }
  }

  private take(): typeof this.waiting {
    const batch: typeof this.waiting = [];
    const rest: typeof this.waiting = [];
    for (const entry of this.waiting) {
      if (batch.length < this.options.size && !this.busy.has(entry.key)) batch.push(entry);
      else rest.push(entry);
    }
    this.waiting = rest;
    return batch;
  }

  private async run(batch: typeof this.waiting): Promise<void> {
    const keys = new Set(batch.map(({ key }) => key));
    keys.forEach(key => this.busy.add(key));
    this.running++;
    try {
      const results = await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, i) => {
        const result = results[i];
        if (result === undefined) reject(new Error('a batch answered fewer results than it had items'));
        else resolve(result);
      });
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    } finally {
      keys.forEach(key => this.busy.delete(key));
      this.running--;
      this.dispatch();
    }
  }
}
