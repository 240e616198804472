import type { EventsByService, Recorded, RecordedEvent, ServiceName } from '@rapport/contracts';
import type { Tx } from './pool.ts';

/** Says of an event type that a reader knows it and has nothing to do. */
export const ignored = Symbol('ignored');

type EventFrom<Source extends ServiceName> = EventsByService[Source];
type OfType<Source extends ServiceName, Type> = Recorded<Extract<EventFrom<Source>, { readonly type: Type }>>;

/** What messaging tells itself, in each service's name: only whoever gathers the answers names it. */
type ToldByMessaging = `ErasedFrom${string}` | 'RetentionRulesTold';

/** What a reader has to reckon with. */
type DomainEvent<Source extends ServiceName> = Exclude<EventFrom<Source>, { readonly type: ToldByMessaging }>;

type Handler<Source extends ServiceName, Type, Rest extends readonly unknown[], Result> =
  ((event: OfType<Source, Type>, ...rest: Rest) => Result) | typeof ignored;

/** One entry for every event of the sources: a forgotten event does not compile. */
export type Handlers<Source extends ServiceName, Rest extends readonly unknown[], Result> = {
  readonly [Type in DomainEvent<Source>['type']]: Handler<Source, Type, Rest, Result>;
} & {
  readonly [Type in Extract<EventFrom<Source>['type'], ToldByMessaging>]?: Handler<Source, Type, Rest, Result>;
};

/**
 * A read model. `begin` reads what the batch needs, `on` folds each event in memory, `commit` writes the result with
 * one sorted statement a table; all in the transaction that also moves the reader's position. None of them may catch.
 * What others must do about it is said in `mark`, which a rebuild leaves out.
 */
export interface Projection<Source extends ServiceName = ServiceName, Fold = unknown> {
  readonly name: string;
  readonly from: readonly Source[];
  begin(events: readonly Recorded<DomainEvent<Source>>[], tx: Tx): Promise<Fold> | Fold;
  readonly on: Handlers<Source, [fold: Fold], void>;
  commit(fold: Fold, tx: Tx): Promise<void>;
  mark?(fold: Fold, tx: Tx): Promise<void>;
  readonly rebuild?: Rebuild;
}

/** What makes it possible to build a read model anew beside the live one. */
export interface Rebuild {
  /**
   * The tables it keeps, as its statements name them (`app.complaints`), each with the column that says whose a row is. Nobody
   * else writes them; `begin` and `commit` write no others, and read no others but those of messaging.
   */
  readonly tables: Readonly<Record<string, string>>;
  /** Raised with a change of what the fold makes of the same events: rows of before then differ, and are expected to. Default 1. */
  readonly version?: number;
  /** Marks, after the swap, what was made from rows that have changed: `whose` are values of the table's column. */
  readonly changed?: (whose: readonly string[], tx: Tx, table: string) => Promise<void>;
}

/** A command that a policy wants carried out. */
export interface Wish {
  readonly decider: string;
  readonly id: string;
  readonly subject: string;
  readonly command: { readonly type: string };
}

/**
 * When this happened, do that: pure, from one event to commands. Those that set people to work ignore imported events. What
 * it has to know beside the event `begin` reads, once for all events of a batch that it handles, in the batch's transaction.
 */
export interface Policy<Source extends ServiceName = ServiceName, Facts = undefined> {
  readonly name: string;
  readonly from: readonly Source[];
  readonly workOnImported: boolean;
  /** Slugs of refusals that are an ordinary answer: the policy can't know before, and nobody needs to look. */
  readonly mayBeRefused?: readonly string[];
  begin?(events: readonly Recorded<DomainEvent<Source>>[], tx: Tx): Promise<Facts> | Facts;
  readonly on: Handlers<Source, [facts: Facts], readonly Wish[]>;
}

/** A projection with its types forgotten, as the runner needs it. */
export interface RunnableProjection {
  readonly name: string;
  readonly from: readonly ServiceName[];
  readonly types: ReadonlySet<string>;
  readonly rebuild?: Rebuild | undefined;
  /** `building`: beside the live one, so that nobody else is told. */
  apply(events: readonly RecordedEvent[], tx: Tx, building?: boolean): Promise<void>;
}

export interface RunnablePolicy {
  readonly name: string;
  readonly from: readonly ServiceName[];
  readonly types: ReadonlySet<string>;
  readonly workOnImported: boolean;
  readonly mayBeRefused: readonly string[];
  begin?(events: readonly RecordedEvent[], tx: Tx): unknown;
  /** `facts` are what `begin` read, where the policy has one. */
  wishes(event: RecordedEvent, facts?: unknown): readonly Wish[];
}

export function defineProjection<const Source extends ServiceName, Fold>(
  projection: Projection<Source, Fold>,
): RunnableProjection {
  const types = handled(projection.on);
  return {
    name: projection.name,
    from: projection.from,
    types,
    rebuild: projection.rebuild,
    async apply(events, tx, building = false) {
      const mine = events.filter(event => types.has(event.type)) as Recorded<DomainEvent<Source>>[];
      if (mine.length === 0) return;
      const fold = await projection.begin(mine, tx);
      for (const event of mine) {
        const handler = handlerOf(projection.on, event.type) as (event: unknown, fold: Fold) => void;
        handler(event, fold);
      }
      await projection.commit(fold, tx);
      if (!building) await projection.mark?.(fold, tx);
    },
  };
}

export function definePolicy<const Source extends ServiceName, Facts = undefined>(
  policy: Policy<Source, Facts>,
): RunnablePolicy {
  const { name, from, workOnImported, mayBeRefused = [] } = policy;
  return {
    name,
    from,
    types: handled(policy.on),
    workOnImported,
    mayBeRefused,
    ...(policy.begin && { begin: (events, tx) => policy.begin?.(events as Recorded<DomainEvent<Source>>[], tx) }),
    wishes: (event, facts) =>
      (handlerOf(policy.on, event.type) as (event: unknown, facts: unknown) => readonly Wish[])(event, facts),
  };
}

const handlerOf = (on: object, type: string): unknown => (on as Record<string, unknown>)[type];

const handled = (on: object): ReadonlySet<string> =>
  new Set(
    Object.entries(on)
      .filter(([, handler]) => handler !== ignored)
      .map(([type]) => type),
  );
