import type { Raising } from './work-raising.ts';

const EXAMPLES = 10;
const DAYS = 400;

/** What a rule would have raised, counted while past events go by. */
export interface DryRunSum {
  readonly events: number;
  readonly raised: number;
  /** By day (UTC) on which it would have been raised, in order. */
  readonly byDay: Readonly<Record<string, number>>;
  readonly spans: Spans | null;
  readonly examples: readonly Example[];
}

/** Those of the last page before those of the earlier: copied for each page they would cost the square of the events. */
interface Spans {
  readonly earlier: Spans | null;
  readonly ofPage: readonly Span[];
}

/** When an item would have been opened, and when it would have been due: in milliseconds since 1970. */
type Span = readonly [from: number, to: number];

export interface Example {
  readonly eventId: string;
  readonly customerId: string | null;
  readonly occurredAt: string;
  readonly raiseAt: string;
  readonly dueAt: string;
  readonly priority: number;
  readonly assigneeId: string | null;
}

export const NOTHING_YET: DryRunSum = { events: 0, raised: 0, byDay: {}, spans: null, examples: [] };

interface Seen {
  readonly occurredAt: string;
  readonly raising: Raising | undefined;
}

/** Adds events and what became of each; what would only be raised after `now` is not there yet. */
export function countedIn(sum: DryRunSum, seen: readonly Seen[], now: string): DryRunSum {
  const raised = seen.flatMap(({ occurredAt, raising }) =>
    raising !== undefined && raising.raiseAt <= now ? [{ occurredAt, ...raising }] : [],
  );
  const byDay = { ...sum.byDay };
  for (const { raiseAt } of raised) byDay[raiseAt.slice(0, 10)] = (byDay[raiseAt.slice(0, 10)] ?? 0) + 1;
  return {
    events: sum.events + seen.length,
    raised: sum.raised + raised.length,
    byDay,
    spans: {
      earlier: sum.spans,
      ofPage: raised.map(({ raiseAt, item }) => [Date.parse(raiseAt), Date.parse(item.dueAt)]),
    },
    examples: [...sum.examples, ...raised.slice(0, EXAMPLES - sum.examples.length).map(exampleOf)],
  };
}

const exampleOf = ({ item, raiseAt, occurredAt }: Raising & { readonly occurredAt: string }): Example => ({
  eventId: item.cause?.eventId ?? '',
  customerId: item.customerId ?? null,
  occurredAt,
  raiseAt,
  dueAt: item.dueAt,
  priority: item.priority,
  assigneeId: item.assigneeId ?? null,
});

export interface DryRunResult {
  readonly events: number;
  readonly raised: number;
  /** The most that would have been open at once, if each had been done just when it was due. */
  readonly mostOpen: number;
  readonly mostOpenAt: string | null;
  readonly byDay: readonly { readonly day: string; readonly raised: number }[];
  readonly examples: readonly Example[];
}

export function resultOf({ events, raised, byDay, spans, examples }: DryRunSum): DryRunResult {
  const days = Object.entries(byDay)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(-DAYS);
  return {
    events,
    raised,
    ...mostOpen([...pagesOf(spans)].flat()),
    byDay: days.map(([day, n]) => ({ day, raised: n })),
    examples,
  };
}

function* pagesOf(spans: Spans | null): Iterable<readonly Span[]> {
  for (let page = spans; page !== null; page = page.earlier) yield page.ofPage;
}

function mostOpen(spans: readonly Span[]): Pick<DryRunResult, 'mostOpen' | 'mostOpenAt'> {
  const moves = spans.flatMap(([from, to]) => [[from, 1] as const, [Math.max(to, from + 1), -1] as const]);
  let [open, most, at] = [0, 0, 0];
  // What is done makes room before what is raised at the same moment takes it.
  for (const [time, by] of moves.sort(([a, x], [b, y]) => a - b || x - y)) {
    open += by;
    if (open > most) [most, at] = [open, time];
  }
  return { mostOpen: most, mostOpenAt: most === 0 ? null : new Date(at).toISOString() };
}
