import { derivedId } from '@rapport/contracts';

/** One line of an entry: what an account gains, or loses where negative. */
export interface Posting {
  readonly account: string;
  readonly points: number;
}

export const ISSUED = 'programme:issued';
export const REDEEMED = 'programme:redeemed';
export const pendingOf = (customerId: string): string => `pending:${customerId}`;
export const availableOf = (customerId: string): string => `available:${customerId}`;
/** Stands below zero by what the member owes. */
export const owedBy = (customerId: string): string => `owed:${customerId}`;

/** Double entry: what one account gives the other gets, so that the lines of every entry sum to zero. */
export const transfer = (points: number, from: string, to: string): Posting[] => [
  { account: from, points: -points },
  { account: to, points },
];

/** The lines of an entry with several accounts on a side, but those of nothing. */
export const lines = (...postings: readonly Posting[]): Posting[] => postings.filter(({ points }) => points !== 0);

/** The id of the entry that something caused on an account, or of one part of an entry: the same each time it is asked. */
export const entryOf = (customerId: string, cause: string): string => derivedId(`${customerId} ${cause}`);
