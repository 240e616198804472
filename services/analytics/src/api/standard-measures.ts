import { wilsonInterval } from '@rapport/statistics';
import type { MeasuredGroup } from '../projections/standards.query.ts';

type Counts = Pick<MeasuredGroup, 'met' | 'breached' | 'withdrawn'>;

/** How far each standard is met, by version: what was measured under an old version stays with it. */
export function attainment(groups: readonly MeasuredGroup[]) {
  const versions = Map.groupBy(groups, ({ standard, version }) => `${standard} ${version}`);
  return [...versions.values()].flatMap(all => {
    const [first] = all;
    if (first === undefined) return [];
    const { standard, version, measure, target, withdrawnAtMost } = first;
    const whole = shareOf(all);
    return [
      {
        ...{ standard, version, measure, target, withdrawnAtMost },
        ...whole,
        onTarget: whole.share === null ? null : whole.share >= target,
        months: by(all, ({ month }) => month).map(([month, counts]) => ({ month, ...counts })),
        channels: by(all, ({ channel }) => channel).map(([channel, counts]) => ({ channel, ...counts })),
        valueClasses: by(all, ({ valueClass }) => valueClass).map(([valueClass, counts]) => ({
          valueClass,
          ...counts,
        })),
      },
    ];
  });
}

const by = <Key extends string | null>(
  groups: readonly MeasuredGroup[],
  of: (group: MeasuredGroup) => Key,
): [Key, ReturnType<typeof shareOf>][] =>
  [...Map.groupBy(groups, of)].map(([key, some]): [Key, ReturnType<typeof shareOf>] => [key, shareOf(some)]);

/** Of those that were met or breached; who gave up before it was due is counted beside them. */
function shareOf(groups: readonly Counts[]) {
  const sum = (of: (counts: Counts) => number): number => groups.reduce((total, counts) => total + of(counts), 0);
  const [met, breached, withdrawn] = [sum(each => each.met), sum(each => each.breached), sum(each => each.withdrawn)];
  const n = met + breached;
  const interval = wilsonInterval(met, n);
  const { value: share = null, low = null, high = null } = interval ?? {};
  return { n, met, share, low, high, withdrawn };
}
