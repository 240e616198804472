import type { Stack } from '@rapport/local';
import { whole } from './compare.ts';
import { policies, upserts } from './design-batches.ts';
import { customersFirst, hotStream, streamsFirst, withState } from './design-writes.ts';
import { measured } from './report.ts';

/** A decision of the design, as it is beside what was decided against, each with what it does a second (or takes, in ms). */
export interface Attack {
  readonly title: string;
  readonly ours: { readonly way: string; readonly figure: number };
  readonly other: { readonly way: string; readonly figure: number };
  readonly unit: 'a second' | 'ms';
  /** How many times better the first was where the design was made. */
  readonly claimed: number;
  readonly seen: string;
}

const KB = 1_000;

/** Repeats the figures for which the design is as it is, with the real code. */
export async function designBench(
  stack: Stack,
  { ms, contacts }: { readonly ms: number; readonly contacts: number },
  say: (line: string) => void,
): Promise<Attack[]> {
  const attacks: Attack[] = [];
  const keep = (attack: Attack): void => {
    attacks.push(attack);
    const { title, ours, other, unit, seen } = attack;
    say(`  ${title}: ${whole(ours.figure)} beside ${whole(other.figure)} ${unit}; ${seen}`);
  };
  keep(await writers(stack, ms));
  keep(await sorting(stack, ms));
  for (const attack of await policing(stack, contacts)) keep(attack);
  keep(await hot(stack, ms));
  for (const attack of await states(stack, ms)) keep(attack);
  return attacks;
}

async function writers(stack: Stack, ms: number): Promise<Attack> {
  const [ours, other] = [await customersFirst(stack, ms), await streamsFirst(stack, ms)];
  return {
    title: '32 writers on 10 customers',
    ours: { way: 'customers locked first, in order', figure: ours.rate },
    other: { way: 'streams first, as they come', figure: other.rate },
    unit: 'a second',
    claimed: 2_000 / 395,
    seen: `deadlocks ${ours.deadlocks} and ${other.deadlocks}; numbers out of order ${ours.disorder}`,
  };
}

async function sorting(stack: Stack, ms: number): Promise<Attack> {
  const [ours, other] = [await upserts(stack, ms, 'sorted'), await upserts(stack, ms, 'as they come')];
  const thousand = Math.round((other.deadlocks * 1000) / other.batches);
  return {
    title: '4 workers, batches of 500 rows',
    ours: { way: 'sorted by the helper', figure: ours.rate },
    other: { way: 'as they come', figure: other.rate },
    unit: 'a second',
    claimed: 59_000 / 300,
    seen: `deadlocks in 1,000 batches ${ours.deadlocks} and ${thousand}`,
  };
}

async function policing(stack: Stack, contacts: number): Promise<Attack[]> {
  // What is slow has fewer to do.
  const [ours, other] = [await policies(stack, contacts, 'outside'), await policies(stack, contacts / 4, 'inside')];
  const way = { ours: 'queued, beside the batch', other: 'in the batch' };
  return [
    {
      title: 'Commands of policies',
      ours: { way: way.ours, figure: ours.rate },
      other: { way: way.other, figure: other.rate },
      unit: 'a second',
      claimed: 1_570 / 100,
      seen: `batches begun again ${ours.again} and ${other.again}`,
    },
    {
      title: 'A clerk’s command meanwhile, p99',
      ours: { way: way.ours, figure: ours.p99 },
      other: { way: way.other, figure: other.p99 },
      unit: 'ms',
      claimed: 4_000 / 17,
      seen: '40 a second, on the same customers',
    },
  ];
}

async function hot(stack: Stack, ms: number): Promise<Attack> {
  const [ours, other] = [await hotStream(stack, ms, 'queued'), await hotStream(stack, ms, 'each on its own')];
  return {
    title: '64 clients on one stream',
    ours: { way: 'queued in the process', figure: ours.rate },
    other: { way: 'each until it comes first', figure: other.rate },
    unit: 'a second',
    claimed: 1_471 / 91,
    seen: `given up after ten tries ${ours.failed} and ${other.failed}`,
  };
}

async function states(stack: Stack, ms: number): Promise<Attack[]> {
  const small = await withState(stack, ms / 2, KB);
  const attacks: Attack[] = [];
  for (const [size, claimed] of [
    [98, 1_150 / 191],
    [1_000, 1_150 / 24],
  ] as const) {
    const large = await withState(stack, ms / 2, size * KB);
    attacks.push({
      title: `A state of ${whole(size)} kB`,
      ours: { way: '1 kB', figure: small.rate },
      other: { way: `${whole(size)} kB, which is refused`, figure: large.rate },
      unit: 'a second',
      claimed,
      seen: 'the limit is 16 kB',
    });
  }
  return attacks;
}

/** How many times better ours is. */
export const gained = ({ ours, other, unit }: Attack): number =>
  unit === 'ms' ? other.figure / ours.figure : ours.figure / other.figure;

export const designText = (attacks: readonly Attack[]): string =>
  [
    '## What the design rests on',
    '',
    measured(),
    '',
    'Each decision beside what was decided against, with the code as it is; then how many times better it was when the design was made, with a prototype. Where it is less now, either ours is slower than the prototype or the other way is faster than it was.',
    '',
    '| | as it is | | decided against | | times better | then | beside it |',
    '|---|---|---:|---|---:|---:|---:|---|',
    ...attacks.map(attack => {
      const { title, ours, other, unit, claimed, seen } = attack;
      const figure = (value: number): string => `${whole(value)}${unit === 'ms' ? ' ms' : '/s'}`;
      return `| ${title} | ${ours.way} | ${figure(ours.figure)} | ${other.way} | ${figure(other.figure)} | ${gained(attack).toFixed(1)} | ${claimed.toFixed(1)} | ${seen} |`;
    }),
    '',
  ].join('\n');
