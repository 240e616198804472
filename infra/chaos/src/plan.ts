import { FAULTS } from './faults.ts';
import type { Aim, Fault } from './trial.ts';

export interface Wanted {
  readonly faults?: readonly string[];
  readonly subjects?: readonly string[];
  readonly runs: number;
  readonly short?: boolean;
}

/** A fault against one part of the system, so many times. */
export interface Cell {
  readonly fault: Fault;
  readonly aim: Aim;
  readonly runs: number;
}

/** What the short form does: each way to lose something once, where it is likeliest. */
const SHORT: readonly (readonly [fault: string, aim: Aim])[] = [
  ['kill-before-commit', 'command'],
  ['kill-after-send', 'relay'],
  ['kill-in-batch', 'projection'],
  ['kill-after-batch', 'policy'],
];

/** All cells that are wanted, those on the same ground together. */
export function plan({ faults, subjects, runs, short = false }: Wanted): Cell[] {
  const all = FAULTS.flatMap(fault => fault.aims.map(aim => ({ fault, aim, runs })));
  const wanted = all.filter(
    ({ fault, aim }) =>
      (faults?.includes(fault.name) ?? true) &&
      (aim === 'all' || (subjects?.includes(aim) ?? true)) &&
      (!short || SHORT.some(([name, at]) => name === fault.name && at === aim)),
  );
  const grounds = ['single', 'cluster', 'disk'];
  return wanted.sort((a, b) => grounds.indexOf(groundOf(a)) - grounds.indexOf(groundOf(b)));
}

export const groundOf = ({ fault }: Cell): 'single' | 'cluster' | 'disk' => fault.ground ?? 'single';
