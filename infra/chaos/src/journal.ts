import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Service } from './services.ts';

/** What a command of the load makes when it is accepted: exactly one event of this type about this id. */
export interface Entry {
  readonly n: number;
  readonly service: Service;
  readonly kind: string;
  readonly customer: string;
  state: 'sent' | 'acknowledged' | 'refused' | 'unknown';
  /** `<event type>:<id>`, known when it was acknowledged. */
  effect?: string;
  /** `<service>=<subject>:<sequence>` as the answer said. */
  token?: string;
  /** How often it was sent; above one an outcome was unknown and it was sent again, under the same key or source id. */
  tries: number;
}

/** Everything the load has sent and what came of it, on disk before it is sent. Lines are only ever added. */
export class Journal {
  readonly entries: Entry[] = [];
  readonly file: string;
  /** Answers that showed less than was acknowledged before. */
  readonly stale: string[] = [];

  constructor(file: string) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
  }

  open(service: Service, kind: string, customer: string, key: string): Entry {
    const entry: Entry = { n: this.entries.length, service, kind, customer, state: 'sent', tries: 0 };
    this.entries.push(entry);
    this.write({ ...entry, key, at: new Date().toISOString() });
    return entry;
  }

  settle(entry: Entry, outcome: Partial<Pick<Entry, 'state' | 'effect' | 'token'>>): void {
    Object.assign(entry, outcome);
    this.write({ n: entry.n, ...outcome, tries: entry.tries });
  }

  count(state: Entry['state']): number {
    return this.entries.filter(entry => entry.state === state).length;
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }

  private write(line: object): void {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }
}
