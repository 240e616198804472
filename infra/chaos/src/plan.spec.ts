import { describe, expect, it } from '@jest/globals';
import { FOLD, groundOf, NAMES, plan, titleOf } from './plan.ts';

const titles = (wanted: Parameters<typeof plan>[0]): string[] => plan(wanted).map(cell => titleOf(cell).join(', '));

describe('the plan of a run', () => {
  it('holds every fault against everything it is aimed at, every control, and a fold on each ground', () => {
    const all = titles({ runs: 1 });
    expect(new Set(all.map(title => title.split(', ')[0]))).toEqual(new Set(NAMES));
    expect(all.filter(title => title.startsWith(FOLD))).toHaveLength(3);
    expect(all.length).toBeGreaterThan(70);
  });

  it('changes the ground as seldom as can be', () => {
    const grounds = plan({ runs: 1 }).map(groundOf);
    expect(grounds.filter((ground, n) => ground !== grounds[n - 1])).toEqual(['single', 'cluster', 'disk']);
  });

  it('keeps to the faults and subjects that are asked for, and to what strikes all', () => {
    expect(titles({ runs: 1, faults: ['zombie', 'broker-kill'], subjects: ['relay'] })).toEqual([
      'zombie, relay',
      'broker-kill, all',
    ]);
  });

  it('has a short form on one ground, with what strikes all four and with controls', () => {
    const cells = plan({ runs: 1, short: true });
    expect(new Set(cells.map(groundOf))).toEqual(new Set(['single']));
    const aims = new Set(cells.map(cell => titleOf(cell)[1]));
    expect(aims).toEqual(new Set(['all', 'projection', 'control']));
  });
});
