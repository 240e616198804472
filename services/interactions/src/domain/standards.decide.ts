import type { Decider, Decision } from '@rapport/decider';
import { derivedId } from '@rapport/contracts';
import { measuredOf, retimed, toSay, type ServiceClock } from './service-clock.ts';
import type { Ended, MeasureStandards, Reading, StandardsCommand } from './standards.commands.ts';
import { evolve, initial, nextDue, type Standards, type StandardsEvent } from './standards.ts';

type Dated = StandardsEvent & { readonly at: string };
type Timed = Extract<Reading, { readonly kind: 'time' }>;

/** The clocks of one contact, episode, delivery or call-back: each warns once, is breached once, and is met or stopped once. */
export const standards: Decider<Standards, StandardsCommand, StandardsEvent> = {
  kind: 'standards',
  stateVersion: 3,
  initial,
  evolve,
  nextDue,
  decide: (command, state): Decision<StandardsEvent> => ({
    events: command.type === 'PassTime' ? passed(state, command.now) : measure(command, state),
  }),
};

const passed = ({ running }: Standards, now: string): Dated[] =>
  Object.values(running)
    .flatMap(clock => fired(clock, now))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** What a clock says before a moment, dated when it was due. */
function fired(clock: ServiceClock, before: string): Dated[] {
  const { facts, filedAt } = clock;
  return toSay(clock)
    .filter(({ at }) => at < before)
    .map(({ type, at }) => {
      const when = filedAt !== undefined && at <= filedAt ? { at, imported: true } : { at };
      return type === 'StandardBreached' ? { type, data: measuredOf(facts), ...when } : { type, data: facts, ...when };
    });
}

function measure({ takenBack, ...command }: MeasureStandards, state: Standards): Dated[] {
  if (takenBack === undefined) return measureOn(command, state);
  const taken = takenBack.readings
    .map(reading => another(reading, state.mistaken))
    .filter(({ facts }) => state.unbreached.includes(facts.clockId))
    .map((reading): Dated => {
      const dueAt = reading.kind === 'time' && { dueAt: reading.due.dueAt };
      const data = { ...reading.facts, ...dueAt, ...without('mistaken') };
      return { type: 'StandardClockStopped', data, at: takenBack.at };
    });
  return [...taken, ...measureOn(command, taken.reduce(evolve, state))];
}

function measureOn({ readings, ends, filedAt }: MeasureStandards, { running, over, mistaken }: Standards): Dated[] {
  const fresh = readings
    .map(reading => another(reading, mistaken))
    .filter(({ facts }) => !over.includes(facts.clockId));
  const known = new Set(fresh.map(({ facts }) => facts.clockId));
  const others = Object.values(running).filter(
    ({ facts }) => !known.has(facts.clockId) && ends?.measures.includes(facts.measure),
  );
  return [
    ...fresh.flatMap(reading => read(reading, running[reading.facts.clockId], filedAt)),
    ...(ends ? others.flatMap(clock => ended(clock, ends.ended)) : []),
  ];
}

function read(reading: Reading, clock: ServiceClock | undefined, filedAt: string | undefined): Dated[] {
  const { facts } = reading;
  if (reading.kind === 'count') {
    const { at, met, took } = reading;
    return [{ type: met ? 'StandardMet' : 'StandardBreached', data: { ...facts, took }, at }];
  }
  const { due, waits = [], ended: end, toldAt = facts.since } = reading;
  if (clock) return goesOn(clock, reading);
  if (end) return [judged({ ...facts, dueAt: due.dueAt }, end)];
  const stood = waits.length > 0 && { waits };
  const data = { ...facts, ...due, ...stood, ...(filedAt !== undefined && { filedAt }) };
  return [{ type: 'StandardClockOpened', data, at: toldAt }];
}

/** A running clock moves by what became known of when it began and of the times in which it stood still, and says nothing of its own of an end that is told. */
function goesOn(clock: ServiceClock, { facts, due, waits = [], ended: end }: Timed): Dated[] {
  const same = facts.since === clock.facts.since && JSON.stringify(waits) === JSON.stringify(clock.waits);
  const now = same ? clock : retimed(clock, { ...facts, ...due }, waits);
  if (end) return ended(now, end);
  const last = waits.at(-1);
  if (same) return [];
  const data = { ...now.facts, waits };
  const { from = facts.since, until } = last ?? {};
  return last !== undefined && until === undefined
    ? [{ type: 'StandardClockPaused', data, at: from }]
    : [{ type: 'StandardClockResumed', data, at: until ?? from }];
}

/** What was measured for no reason is measured again under an id of its own. */
function another(reading: Reading, mistaken: readonly string[]): Reading {
  const { clockId } = reading.facts;
  return mistaken.includes(clockId)
    ? another({ ...reading, facts: { ...reading.facts, clockId: derivedId(`${clockId} again`) } }, mistaken)
    : reading;
}

type AtOnce = ReturnType<typeof measuredOf>;

/** What was over when it was told of never ran: nobody could have been warned. */
function judged(data: AtOnce, { at, how, took }: Ended): Dated {
  const said = { ...data, ...(took !== undefined && { took }) };
  if (at > data.dueAt) return { type: 'StandardBreached', data: { ...said, took: took ?? 0 }, at: data.dueAt };
  return how === 'done'
    ? { type: 'StandardMet', data: said, at }
    : { type: 'StandardClockStopped', data: { ...said, ...without(how) }, at };
}

/** A clock that comes to its end says first what it would have said until then. */
function ended(clock: ServiceClock, { at, how, took }: Ended): Dated[] {
  const before = fired(clock, at);
  const data = { ...measuredOf(clock.facts), ...(took !== undefined && { took }) };
  const breached = [...clock.said, ...before.map(({ type }) => type)].includes('StandardBreached');
  if (how === 'done' && !breached) return [...before, { type: 'StandardMet', data, at }];
  const overdueSeconds = Math.max(0, Math.round((Date.parse(at) - Date.parse(data.dueAt)) / 1000));
  const why = how === 'done' ? { ended: 'late' as const } : without(how);
  const stopped = { ...data, ...why, ...(breached && { overdueSeconds }) };
  return [...before, { type: 'StandardClockStopped', data: stopped, at }];
}

const without = (how: Ended['how']) => ({
  ended: 'withdrawn' as const,
  ...(how === 'mistaken' && { mistaken: true }),
});
