import type { Messaging, Tx } from '@rapport/messaging';

/** For what time a score is worked out: a day, a month. */
export interface Period {
  /** Its first day, YYYY-MM-DD: there is one run a score and period. */
  readonly period: string;
  /** What happened before this counts. The end of the period, or earlier while it lasts. */
  readonly asOf: Date;
}

export interface Run extends Period {
  /** When it was begun last. */
  readonly begunAt: Date;
}

export type Teller = Pick<Messaging, 'pool' | 'handleMany'>;

/**
 * A figure of every customer that is worked out for all of them at once, in SQL, and told where it moved. `work` keeps beside
 * each customer's figure what was told of it, and `tell` looks for those in which the two differ: so both may break off anywhere
 * and be done again.
 */
export interface Score {
  readonly name: string;
  /** What is to be worked out next without anybody asking: for a time that was not, or again. */
  due(now: Date, last: Run | undefined, tx: Tx): Promise<Period | undefined>;
  /** What somebody who asks for it now gets. */
  asked(now: Date): Period;
  /** Works it out, in one transaction that has ten minutes. Answers how many customers have it. */
  work(run: Run, tx: Tx): Promise<number>;
  /** Tells of up to `limit` customers and keeps what was told. Answers of how many; fewer than `limit` means that all is told. */
  tell(run: Run, teller: Teller, limit: number): Promise<number>;
}
