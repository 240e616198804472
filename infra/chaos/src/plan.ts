import { CONTROLS } from './controls.ts';
import type { Control } from './controls/control.ts';
import { FAULTS } from './faults.ts';
import type { GroundName } from './system.ts';
import type { Aim, Fault } from './trial.ts';

export interface Wanted {
  readonly faults?: readonly string[];
  readonly subjects?: readonly string[];
  readonly runs: number;
  readonly short?: boolean;
}

/** A fault against one part of the system, a negative control, or at the end the fold of everything from scratch. */
export type Cell =
  | { readonly kind: 'fold'; readonly ground: GroundName }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly aim: Aim }
  | { readonly kind: 'control'; readonly control: Control };

/** What the short form does: each way to lose something once, where it is likeliest, and the controls that are soon done. */
const SHORT: readonly (readonly [name: string, aim?: Aim])[] = [
  ['kill-each', 'all'],
  ['postgres-kill', 'all'],
  ['broker-kill', 'all'],
  ['republished', 'projection'],
  ['outbox-above-last'],
  ['outbox-range-delete'],
  ['commit-before-apply'],
  ['unsorted-upserts'],
  ['restore-without-check'],
  ['values-out-of-place'],
];

const GROUNDS: readonly GroundName[] = ['single', 'cluster', 'disk'];

export const FOLD = 'fold-from-scratch';
export const NAMES: readonly string[] = [...FAULTS.map(({ name }) => name), FOLD, ...CONTROLS.map(({ name }) => name)];

/** All cells that are wanted, those on the same ground together. */
export function plan({ faults, subjects, short = false }: Wanted): Cell[] {
  const named = (name: string, aim?: Aim): boolean =>
    (faults?.includes(name) ?? true) && (!short || SHORT.some(([of, at]) => of === name && at === aim));
  const aimed = (aim: Aim): boolean => aim === 'all' || (subjects?.includes(aim) ?? true);
  const cells: Cell[] = [
    ...FAULTS.flatMap(fault =>
      fault.aims
        .filter(aim => aimed(aim) && named(fault.name, aim))
        .map(aim => ({ kind: 'fault' as const, fault, aim })),
    ),
    ...CONTROLS.filter(({ name }) => named(name) && (subjects === undefined || faults !== undefined)).map(control => ({
      kind: 'control' as const,
      control,
    })),
  ];
  const grounds = faults === undefined ? new Set(cells.map(groundOf)) : new Set<GroundName>();
  if (faults?.includes(FOLD)) grounds.add('single');
  cells.push(...[...grounds].map(ground => ({ kind: 'fold' as const, ground })));
  return cells.sort((a, b) => GROUNDS.indexOf(groundOf(a)) - GROUNDS.indexOf(groundOf(b)));
}

export const groundOf = (cell: Cell): GroundName =>
  cell.kind === 'fold' ? cell.ground : cell.kind === 'control' ? cell.control.ground : (cell.fault.ground ?? 'single');

export const titleOf = (cell: Cell): readonly [fault: string, aim: string] =>
  cell.kind === 'fold'
    ? [FOLD, 'projection']
    : cell.kind === 'control'
      ? [cell.control.name, 'control']
      : [cell.fault.name, cell.aim];
