/** A time in which we waited for the customer, ISO 8601 UTC; it goes on where it has no end. */
export interface Wait {
  readonly from: string;
  readonly until?: string;
}

/** Somebody said that we wait for the customer from then on, or that we do no more. */
export interface Turn {
  readonly turn: 'pause' | 'resume';
  readonly at: string;
}

/** After a contact of the same moment and before a closing; what is waited for anew begins after the end of the wait before. */
export const turnKey = ({ turn, at }: Turn): string => `${at} ~${turn === 'resume' ? 0 : 1}`;

const going = (waits: Wait[]): Wait | undefined => waits.findLast(({ until }) => until === undefined);

export const paused = (waits: Wait[], at: string): Wait[] => (going(waits) ? waits : [...waits, { from: at }]);

/** A wait of no time is none. */
export function resumed(waits: Wait[], at: string): Wait[] {
  const last = going(waits);
  if (last === undefined) return waits;
  const before = waits.slice(0, -1);
  return last.from < at ? [...before, { from: last.from, until: at }] : before;
}

/** Of some waits those after a moment, or the part of them. */
export const since = (waits: Wait[], at: string): Wait[] =>
  waits
    .filter(({ until }) => until === undefined || until > at)
    .map(wait => (wait.from < at ? { ...wait, from: at } : wait));
