import { print, say, tableOf } from '@rapport/local';
import type { Soaked } from './soak.ts';

const COLUMNS = [
  'service',
  'MB before',
  'MB after',
  'growth',
  'files before',
  'files after',
  'SIGTERM to exit s',
  'verdict',
];

const percent = (before: number, after: number): string => `${((after / before - 1) * 100).toFixed(1)} %`;

export const isSound = ({ rows, found }: Soaked): boolean =>
  rows.every(({ problems }) => problems.length === 0) && found.problems.length === 0;

export function tellSoak({ rows, found }: Soaked): void {
  const cells = rows.map(({ service, before, after, exit, problems }) => [
    service,
    before.rss.toFixed(0),
    after.rss.toFixed(0),
    percent(before.rss, after.rss),
    before.files,
    after.files,
    exit.toFixed(1),
    problems.length === 0 ? 'holds' : 'violated',
  ]);
  for (const line of tableOf(COLUMNS, cells)) print(line);
  for (const { service, problems } of rows) for (const problem of problems) say(`${service}: ${problem}`);
  for (const problem of found.problems.slice(0, 5)) say(problem);
  const { acknowledged, lost, doubled, outOfOrder } = found;
  say(`${acknowledged} acknowledged: ${lost} lost, ${doubled} duplicated, ${outOfOrder} out of order`);
}
