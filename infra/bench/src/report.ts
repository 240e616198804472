import { cpus } from 'node:os';
import { median, ratio, whole, type Rate } from './compare.ts';
import type { PercentilesRow } from './percentiles.ts';

/** What one benchmark says: ours beside others, each with the goal for the ratio where there is one. */
export interface Section {
  readonly title: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: Rate;
  readonly others: readonly (Rate & { readonly role: 'limit' | 'peer' | 'also'; readonly goal?: number })[];
}

export interface Percentiles {
  readonly title: string;
  readonly what: string;
  readonly rows: readonly (PercentilesRow & { readonly goal?: number })[];
}

export const sectionText = ({ title, what, unit, ours, others }: Section): string =>
  [
    `## ${title}`,
    '',
    measured(),
    '',
    what,
    '',
    `| | ${unit} a second (median) | ours ÷ it | rounds | goal | |`,
    '|---|---:|---:|---:|---:|---|',
    `| **ours** | ${whole(median(ours.rounds))} | | ${ours.rounds.length} | | |`,
    ...others.map(other => {
      const r = ratio(ours, other);
      const goal = other.goal === undefined ? '' : `≥ ${other.goal}`;
      const verdict = other.goal === undefined ? '' : r.median >= other.goal ? 'reached' : 'not reached';
      return `| ${other.role}: ${other.name} | ${whole(median(other.rounds))} | ${r.median.toFixed(2)} (${r.min.toFixed(2)}–${r.max.toFixed(2)}) | ${other.rounds.length} | ${goal} | ${verdict} |`;
    }),
    '',
  ].join('\n');

export const percentilesText = ({ title, what, rows }: Percentiles): string =>
  [
    `## ${title}`,
    '',
    measured(),
    '',
    what,
    '',
    '| | median ms | p99 ms | most ms | n | goal p99 | |',
    '|---|---:|---:|---:|---:|---:|---|',
    ...rows.map(
      ({ name, p50, p99, max, n, goal }) =>
        `| ${name} | ${p50.toFixed(0)} | ${p99.toFixed(0)} | ${max.toFixed(0)} | ${n} | ${goal === undefined ? '' : `< ${goal}`} | ${goal === undefined ? '' : p99 < goal ? 'reached' : 'not reached'} |`,
    ),
    '',
  ].join('\n');

/** When and on what a section was measured: it may be older than its neighbours. */
export const measured = (): string =>
  `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}.`;

export const HEADING = `# Benchmarks

Everything runs on one machine: broker, database, services and load share its cores. Only the ratios mean something: both sides
of each were taken in the same run, in turn. \`./rapport bench --write\` measures again, with \`--only\` a part of it: each section
tells when it was measured.
`;
