import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import fc from 'fast-check';
import { LOG_COLUMNS } from './log.ts';
import type { Faulty } from './mortal.fixture.ts';
import { openShore, RELAYS, RelayWorld, SUBJECTS, WRITERS, type Shore } from './relay-world.fixture.ts';
import { itHolds, often, type Wrong } from './runs.fixture.ts';

/** All that there is to know of a relay: how many events of each subject were acknowledged, and whether anything went wrong. */
interface Model {
  readonly acknowledged: number[];
  wrong: boolean;
  /** What can be done next. */
  seen: Seen;
}

interface Seen {
  readonly writers: readonly ({ readonly waiting: boolean; readonly wrote: readonly number[] } | undefined)[];
  readonly relays: readonly { readonly running: boolean; readonly moments: readonly string[] }[];
}

type Step = fc.AsyncCommand<Model, RelayWorld>;

const look = ({ writers, relays }: RelayWorld): Seen => ({
  writers: writers.map(writer => writer && { waiting: writer.waiting !== undefined, wrote: [...writer.wrote.keys()] }),
  relays: relays.map(({ running, process }) => ({ running, moments: process.moments.map(({ point }) => point) })),
});

/** After each step: an event that no longer waits has arrived, and only who holds the lease has taken it out of the outbox. */
const step = (
  text: string,
  check: (seen: Seen) => boolean,
  does: (world: RelayWorld, model: Model) => Promise<void> | void,
  relay?: number,
): Step => ({
  toString: () => text,
  check: ({ seen }) => check(seen),
  async run(model, world) {
    const [before, holder] = [await world.outbox(), relay === undefined || (await world.holdsLease(relay))];
    await does(world, model);
    await world.settle();
    model.seen = look(world);
    if (!holder) expect(await world.outbox()).toEqual(expect.arrayContaining(before));
    expect(await world.lost()).toEqual([]);
  },
});

/** No circle of writers that wait for each other: the database would end one of them, in its own time. */
function mayWrite({ writers }: Seen, writer: number, subject: number): boolean {
  const own = writers[writer];
  if (own?.waiting) return false;
  const others = writers.filter((other, i) => i !== writer && other?.wrote.includes(subject));
  if (others.length === 0) return true;
  const isAwaited = writers.some(
    (other, i) => i !== writer && other?.waiting && other.wrote.some(s => own?.wrote.includes(s)),
  );
  return others.length === 1 && !others[0]?.waiting && !isAwaited;
}

const writer = fc.nat(WRITERS - 1);
const relay = fc.nat(RELAYS - 1);
const isOpen = (seen: Seen, i: number): boolean => seen.writers[i]?.waiting === false;
const isAt = (seen: Seen, i: number, point: string): boolean => seen.relays[i]?.moments.includes(point) ?? false;
const momentOf = (world: RelayWorld, i: number, point: string) =>
  world.relays[i]?.process.moments.find(moment => moment.point === point);

const writes = fc.tuple(writer, fc.nat(SUBJECTS - 1), fc.integer({ min: 1, max: 3 })).map(([w, s, n]) =>
  step(
    `writer ${w} writes ${n} of ${s}`,
    seen => mayWrite(seen, w, s),
    world => world.write(w, s, n),
  ),
);
const commits = writer.map(w =>
  step(
    `writer ${w} commits`,
    seen => isOpen(seen, w),
    async (world, model) => {
      for (const [subject, n] of await world.end(w, 'commit'))
        model.acknowledged[subject] = (model.acknowledged[subject] ?? 0) + n;
    },
  ),
);
const rollsBack = writer.map(w =>
  step(
    `writer ${w} rolls back`,
    seen => isOpen(seen, w),
    async world => void (await world.end(w, 'rollback')),
  ),
);
const starts = relay.map(r =>
  step(
    `relay ${r} looks`,
    seen => seen.relays[r]?.running === false,
    world => world.start(r),
    r,
  ),
);
// It stands still in two places at once where it sends a batch before the one before has been deleted.
const goesOn = fc.tuple(relay, fc.constantFrom(0, -1)).map(([r, which]) =>
  step(
    `relay ${r} goes on${which === 0 ? '' : ' with what it began last'}`,
    seen => (seen.relays[r]?.moments.length ?? 0) > -which,
    world => world.relays[r]?.process.moments.at(which)?.pass(),
    r,
  ),
);
const sendFails = fc.tuple(relay, fc.constantFrom('refused', 'in part', 'unanswered')).map(([r, how]) =>
  step(
    `relay ${r} sends, ${how}`,
    seen => isAt(seen, r, 'sending'),
    (world, model) => {
      model.wrong = true;
      Object.assign(world.relays[r] ?? {}, { send: how });
      momentOf(world, r, 'sending')?.pass();
    },
    r,
  ),
);
const deleteFails = fc.tuple(relay, fc.boolean()).map(([r, done]) =>
  step(
    `relay ${r} gets no answer to its delete, which is ${done ? '' : 'not '}done`,
    seen => isAt(seen, r, 'sent'),
    (world, model) => {
      model.wrong = true;
      world.relays[r]?.process.lose(/^relay-sent$/, done);
      momentOf(world, r, 'sent')?.pass();
    },
    r,
  ),
);
const dies = relay.map(r =>
  step(
    `relay ${r} dies`,
    seen => seen.relays[r]?.running === true,
    (world, model) => {
      model.wrong = true;
      world.kill(r);
    },
    r,
  ),
);
const expires = fc.constant(
  step(
    'time passes',
    ({ relays }) => relays.some(({ running }) => running),
    (world, model) => {
      model.wrong = true;
      return world.expire();
    },
  ),
);

const steps = [
  ...often(3, writes),
  ...often(2, commits),
  ...often(2, starts),
  ...often(6, goesOn),
  rollsBack,
  sendFails,
  deleteFails,
  dies,
  expires,
];

const instead =
  (name: string, text: string): Faulty =>
  statement =>
    statement.name === name ? { text, values: statement.values ?? [] } : statement;

const WRONG: readonly Wrong[] = [
  [
    'lose an event, if it deleted up to the last one sent',
    10,
    instead(
      'relay-sent',
      `delete from messaging.outbox where position <= (select max(p) from unnest($1::bigint[]) p)
       and exists (select from messaging.leases where holder = $2 and epoch = $3 and expires_at > clock_timestamp())`,
    ),
  ],
  [
    'lose an event, if it read on after the last one sent',
    4,
    instead(
      'relay-head',
      `select ${LOG_COLUMNS} from messaging.outbox join messaging.events e using (position)
       where position <> all($1::bigint[]) and position > all(select position from messaging.events where position not in (select position from messaging.outbox))
       order by position limit $2::int`,
    ),
  ],
  [
    'take events from who has the lease, if it did not look whether it has it',
    1,
    instead(
      'relay-sent',
      'delete from messaging.outbox where position = any($1::bigint[]) and $2::uuid is not null and $3::bigint > 0',
    ),
  ],
  [
    'repeat an event without need, if it read again what is under way',
    8,
    statement => (statement.name === 'relay-head' ? { ...statement, values: [[], statement.values?.[1]] } : statement),
  ],
  [
    'tell events of a subject in another order, if it did not read in the order of positions',
    1,
    instead(
      'relay-head',
      `select ${LOG_COLUMNS} from messaging.outbox join messaging.events e using (position)
       where position <> all($1::bigint[]) order by position desc limit $2::int`,
    ),
  ],
];

describe('the relay, whatever it is interrupted by', () => {
  let shore: Shore;
  beforeAll(async () => {
    shore = await openShore();
  });
  afterAll(() => shore.close());

  itHolds(
    'tells every acknowledged event, those of a subject for the first time in their order',
    {
      steps,
      async begin(faulty) {
        const world = await RelayWorld.begin(shore, faulty);
        const acknowledged = Array.from({ length: SUBJECTS }, () => 0);
        const model: Model = { acknowledged, wrong: false, seen: look(world) };
        return { model, real: world };
      },
      async end(model, world, told) {
        expect(await world.outbox()).toEqual([]);
        for (const [subject, n] of model.acknowledged.entries()) {
          const sequences = (told[subject] ?? []).map(({ sequence }) => sequence);
          expect([...new Set(sequences)]).toEqual(Array.from({ length: n }, (_, i) => i + 1));
          if (!model.wrong) expect(sequences).toHaveLength(n);
        }
      },
    },
    WRONG,
  );
});
