import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import fc from 'fast-check';
import type { Faulty } from './mortal.fixture.ts';
import { CONSUMERS, ReadingWorld, SUBJECTS, type Held } from './reading-world.fixture.ts';
import { itHolds, often, type Wrong } from './runs.fixture.ts';
import { openStacks, type Stacks } from './stacks.fixture.ts';
import { GO_ON } from './write.sql.ts';

/** What a run has to remember of what it did. */
interface Model {
  /** Numbers of each subject that could not be told at some time: only they, and what follows them, may be parked. */
  readonly broken: readonly Set<number>[];
  seen: Seen;
}

/** What can be done next. */
interface Seen {
  readonly recorded: readonly number[];
  readonly kept: readonly (readonly number[])[];
  readonly readers: readonly { readonly running: boolean; readonly stands: boolean }[];
  readonly waiting: readonly number[];
  readonly people: number;
}

type Step = fc.AsyncCommand<Model, ReadingWorld>;

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

const look = (world: ReadingWorld, held: readonly Held[] = []): Seen => ({
  recorded: world.owned.map(({ length }) => length),
  kept: world.kept.map(kept => [...kept]),
  readers: world.readers.map(({ running, process }) => ({ running, stands: process.moments.length > 0 })),
  waiting: ascending(held.flatMap(({ waiting }) => waiting.map(({ id }) => id))),
  people: world.people,
});

/**
 * Whatever was done: the events of a subject up to the last one known are told, parked, dropped or nowhere to be had, each one of
 * these; they are told in order, none behind a parked one; a policy wishes once for what is told; no position is beyond what
 * is known.
 */
async function holds(world: ReadingWorld, { broken }: Model): Promise<readonly Held[]> {
  const [held, passed] = await Promise.all([world.held(), world.passed()]);
  for (const [i, { last, told, wished, waiting, dropped }] of held.entries()) {
    const forsaken = world.forsaken[i] ?? new Set();
    const parked = waiting.map(({ sequence }) => sequence);
    const gone = upTo(last).filter(n => forsaken.has(n) && ![...told, ...parked, ...dropped].includes(n));
    expect(ascending([...told, ...parked, ...dropped, ...gone])).toEqual(upTo(last));
    expect(told).toEqual(ascending(told));
    expect(parked).toEqual(ascending(parked));
    expect(wished).toEqual(told);
    if (parked.length > 0) {
      expect(Math.max(0, ...told)).toBeLessThan(parked[0] ?? 0);
      expect(broken[i]?.size === 0 && forsaken.size === 0).toBe(false);
    }
    const known = passed
      .filter(({ key }) => key === world.subjects[i])
      .map(({ headers }) => Number(headers.ce_sequence));
    expect(Math.max(0, ...known)).toBeLessThanOrEqual(last);
  }
  return held;
}

const step = (
  text: string,
  check: (seen: Seen) => boolean,
  does: (world: ReadingWorld, model: Model) => Promise<void> | void,
): Step => ({
  toString: () => text,
  check: ({ seen }) => check(seen),
  async run(model, world) {
    await does(world, model);
    await world.settle();
    model.seen = look(world, await holds(world, model));
  },
});

const reader = fc.nat(CONSUMERS - 1);
const subject = fc.nat(SUBJECTS - 1);
const isIdle = (seen: Seen, i: number): boolean => seen.readers[i]?.running === false;
const stands = (seen: Seen, i: number): boolean => seen.readers[i]?.stands === true;

const records = fc.tuple(subject, fc.integer({ min: 1, max: 3 })).map(([s, n]) =>
  step(
    `${n} events of ${s} are recorded`,
    () => true,
    world => world.record(s, n, false),
  ),
);
const keepsBack = subject.map(s =>
  step(
    `an event of ${s} is recorded and does not come`,
    () => true,
    world => world.record(s, 1, true),
  ),
);
const repeats = fc.tuple(subject, fc.nat(5)).map(([s, back]) =>
  step(
    `the event ${back} before the last of ${s} comes again`,
    seen => (seen.recorded[s] ?? 0) > back,
    world => world.publish(s, (world.owned[s]?.length ?? 0) - back),
  ),
);
const comesLate = subject.map(s =>
  step(
    `an event of ${s} comes late`,
    seen => (seen.kept[s]?.length ?? 0) > 0,
    world => world.publish(s, [...(world.kept[s] ?? [])][0] ?? 0),
  ),
);
const fetches = fc
  .tuple(reader, fc.constantFrom([0], [1], [0, 1], [1, 0]), fc.integer({ min: 1, max: 6 }))
  .map(([r, partitions, n]) =>
    step(
      `reader ${r} is given ${n} of ${partitions.join(' and ')}`,
      seen => !stands(seen, r),
      world => {
        for (const partition of partitions) world.fetch(r, partition, n);
      },
    ),
  );
const turns = reader.map(r =>
  step(
    `reader ${r} works`,
    seen => isIdle(seen, r),
    world => world.turn(r),
  ),
);
const halts = fc.tuple(reader, fc.constantFrom('applying', 'applied'), fc.nat(2)).map(([r, point, after]) =>
  step(
    `reader ${r} works until ${point}${after > 0 ? `, the time ${after + 1}` : ''}`,
    seen => isIdle(seen, r),
    world => {
      Object.assign(world.readers[r] ?? {}, { stopAt: { point, after } });
      world.turn(r);
    },
  ),
);
const goesOn = reader.map(r =>
  step(
    `reader ${r} goes on`,
    seen => stands(seen, r),
    world => world.readers[r]?.process.moments[0]?.pass(),
  ),
);
const dies = reader.map(r =>
  step(
    `reader ${r} dies`,
    seen => stands(seen, r),
    world => world.kill(r),
  ),
);
const loses = fc.tuple(reader, fc.boolean()).map(([r, done]) =>
  step(
    `reader ${r} works, without an answer to its commit, which is ${done ? '' : 'not '}done`,
    seen => isIdle(seen, r),
    world => {
      world.readers[r]?.process.lose(/^commit$/, done);
      world.turn(r);
    },
  ),
);
const assigns = fc.tuple(reader, fc.nat(4)).map(([r, back]) =>
  step(
    `reader ${r} is given its partitions anew${back > 0 ? `, from ${back} before` : ''}`,
    seen => isIdle(seen, r),
    world => world.assign(r, back),
  ),
);
const breaks = fc.tuple(subject, fc.nat(2)).map(([s, ahead]) =>
  step(
    `the event ${ahead} after the last of ${s} is not to be told`,
    () => true,
    (world, model) => {
      const sequence = (world.owned[s]?.length ?? 0) + ahead;
      world.broken.add(`${world.subjects[s]}/${sequence}`);
      model.broken[s]?.add(sequence);
    },
  ),
);
const mends = fc.constant(
  step(
    'all is mended',
    () => true,
    world => world.broken.clear(),
  ),
);
const owner = fc.constantFrom('has all', 'has nothing', 'is away').map(how =>
  step(
    `the owner ${how}`,
    () => true,
    world => void (world.owner = how),
  ),
);
const acts = fc.tuple(fc.constantFrom('retry all', 'retry', 'drop'), fc.nat(5)).map(([what, which]) =>
  step(
    `someone: ${what}${what === 'retry all' ? '' : ` ${which}`}`,
    seen => seen.people < 2 && seen.waiting.length > which,
    (world, { seen }) => world.act(what, seen.waiting[which]),
  ),
);

const steps = [
  ...often(3, records),
  ...often(5, fetches),
  ...often(4, turns),
  ...often(2, halts),
  ...often(3, goesOn),
  ...often(2, acts),
  ...[keepsBack, repeats, comesLate, dies, loses, assigns, breaks, mends, owner],
];

const changed = (statement: string | RegExp, change: (text: string) => string | readonly string[]): Faulty => {
  return asked => {
    const is = typeof statement === 'string' ? asked.text === statement : statement.test(asked.text);
    if (!is) return asked;
    const { values } = asked;
    return [change(asked.text)].flat().map((text, i) => ({ text, ...(i === 0 && values && { values }) }));
  };
};

const WRONG: readonly Wrong[] = [
  [
    'lose an event, if it noted its position before it applied what it read',
    1,
    changed(GO_ON, text => [text, 'commit', 'begin']),
  ],
  ['tell an event twice, if it worked without a transaction', 1, changed('begin', () => 'select')],
  [
    'tell an event twice, if it did not know what it has told',
    1,
    changed(/from messaging.sequences where/, text => `${text} and false`),
  ],
  [
    'tell an event twice, if it did not lock its place',
    10,
    changed(/for update$/, text => text.replace('for update', '')),
  ],
  [
    'tell an event before one that is parked, if it did not look for those',
    1,
    asked =>
      asked.text === GO_ON
        ? { ...asked, text: `select case when behind is not null then array[]::text[] end as behind from (${GO_ON}) w` }
        : changed(/^select distinct subject from messaging.parked/, text => `${text} and false`)(asked),
  ],
];

describe('a reader, whatever it is interrupted by', () => {
  let stacks: Stacks;
  beforeAll(async () => {
    stacks = await openStacks();
  });
  afterAll(() => stacks.close());

  itHolds(
    'tells every event once and in order, but those that are dropped',
    {
      steps,
      async begin(faulty) {
        const world = await ReadingWorld.begin(stacks, faulty);
        const broken = Array.from({ length: SUBJECTS }, () => new Set<number>());
        const model: Model = { broken, seen: look(world) };
        return { model, real: world };
      },
      async end(model, world) {
        expect(await world.isAtEnd()).toBe(true);
        expect((await holds(world, model)).flatMap(({ waiting }) => waiting)).toEqual([]);
      },
    },
    WRONG,
  );
});
