import { median, whole } from './compare.ts';
import type { Curve, Point } from './curve.bench.ts';
import type { Replicas } from './replicas.bench.ts';
import { measured } from './report.ts';

export const CURVE_PICTURE = 'images/benchmark-curve.svg';

const times = (value: number | undefined, of: number | undefined): string =>
  value === undefined || of === undefined ? '' : (value / of).toFixed(2);

function rows(points: readonly Point[], first: Point | undefined): string[] {
  return points.map(
    ({ events, customers, rate, settled }) =>
      `| ${whole(events)} | ${whole(customers)} | ${whole(rate)} | ${times(rate, first?.rate)} | ${settled === undefined ? '' : whole(settled)} | ${times(settled, first?.settled)} |`,
  );
}

export const curveText = ({ measured: n, byEvents, byCustomers, again }: Curve): string =>
  [
    '## Cost of an event by what is there',
    '',
    measured(),
    '',
    `${whole(n)} events read by the analytics service (the first fifth warms up and is not counted) where so many were read before. The tables were filled by bulk SQL: facts over two years, the numbers of the subjects, what satisfaction was worked out last; reading ten million events would take the better part of an hour. Then how fast the satisfaction of those whom the events touched is worked out, once all is read. The last line is the first once more: how far the machine drifted meanwhile.`,
    '',
    `![Events a second by events and by customers there](${CURVE_PICTURE})`,
    '',
    '| events there | customers | events a second | ÷ first | satisfaction a second | ÷ first |',
    '|---:|---:|---:|---:|---:|---:|',
    ...rows(byEvents, byEvents[0]),
    ...rows(byCustomers, byCustomers[0]),
    ...rows([again], byEvents[0]),
    '',
  ].join('\n');

export function replicasText({ events, rates, cores }: Replicas): string {
  const first = rates[0]?.rounds ?? [];
  const names = [...new Set(cores.flatMap(used => [...used.keys()]))].toSorted();
  const part = (used: ReadonlyMap<string, number> | undefined, name: string): string =>
    used?.get(name)?.toFixed(2) ?? '';
  return [
    '## Replicas',
    '',
    measured(),
    '',
    `${whole(events)} contacts and surveys read by one, two and three processes of analytics in one group, into one database: events and readers are there before the first is read, and the first tenth is not counted. Beside it the cores that each kept busy in the last round: where they add up to what the machine has, it is the machine that bounds.`,
    '',
    `| | events a second (median) | ÷ one | rounds |${names.map(name => ` ${name} |`).join('')} cores |`,
    `|---|---:|---:|---:|${names.map(() => '---:|').join('')}---:|`,
    ...rates.map(({ name, rounds }, i) => {
      const used = cores[i];
      const total =
        used === undefined || used.size === 0 ? '' : [...used.values()].reduce((a, b) => a + b, 0).toFixed(2);
      return `| ${name} | ${whole(median(rounds))} | ${times(median(rounds), median(first))} | ${rounds.length} |${names.map(n => ` ${part(used, n)} |`).join('')} ${total} |`;
    }),
    '',
  ].join('\n');
}
