import { DomainError } from '@rapport/decider';
import type { RecordedEvent } from '@rapport/contracts';
import { handleMany, type CommandStore } from './commands.ts';
import type { AnyDecider } from './decide.ts';
import { ConflictError } from './errors.ts';
import type { RunnablePolicy } from './handlers.ts';
import { isTransient, type Tx } from './pool.ts';
import type { Refusing } from './refused.ts';

const AT_ONCE = 200;

/** Writes what the policies wish for; the executor does it later, outside the batch. Answers how many wishes there were. */
export async function addTodos(
  tx: Tx,
  policies: readonly RunnablePolicy[],
  events: readonly RecordedEvent[],
): Promise<number> {
  const rows: ReturnType<typeof todoRow>[] = [];
  for (const policy of policies) {
    const mine = events.filter(event => isWorkOf(policy, event));
    if (mine.length === 0) continue;
    const facts = await policy.begin?.(mine, tx);
    for (const event of mine) rows.push(...policy.wishes(event, facts).map(wish => todoRow(policy.name, event, wish)));
  }
  if (rows.length === 0) return 0;
  // In the order of the events, which is that of their subjects: the executor takes them by id.
  const { rowCount } = await tx.query(
    `insert into messaging.todo (policy, event_id, decider, stream_id, subject, command, occurred_at, imported, hop, traceparent)
     select policy, event_id, decider, stream_id, subject, command, occurred_at, imported, hop, traceparent
     from json_populate_recordset(null::messaging.todo, $1) on conflict do nothing`,
    [JSON.stringify(rows)],
  );
  return rowCount ?? 0;
}

const isWorkOf = (
  { types, from, workOnImported }: RunnablePolicy,
  { type, source, imported }: RecordedEvent,
): boolean => types.has(type) && from.includes(source) && (workOnImported || !imported);

function todoRow(policy: string, event: RecordedEvent, wish: ReturnType<RunnablePolicy['wishes']>[number]) {
  return {
    policy,
    event_id: event.id,
    decider: wish.decider,
    stream_id: wish.id,
    subject: wish.subject,
    command: wish.command,
    occurred_at: event.occurredAt,
    imported: event.imported,
    hop: event.hop + 1,
    traceparent: event.traceparent,
  };
}

interface TodoRow {
  readonly id: number;
  readonly policy: string;
  readonly decider: string;
  readonly stream: string;
  readonly subject: string;
  readonly command: { readonly type: string };
  readonly occurredAt: Date;
  readonly imported: boolean;
  readonly hop: number;
  readonly traceparent: string | null;
}

/**
 * Carries out open todos in their order, a decider's at a time, each exactly once: it is marked in the statement that
 * writes its events. A refusal is an answer, recorded and told. Answers whether there was anything to do.
 */
export async function executeTodos(
  store: CommandStore,
  deciders: ReadonlyMap<string, AnyDecider>,
  tell: (refusing: Refusing) => void,
): Promise<boolean> {
  const { rows } = await store.pool.query<TodoRow>({
    name: 'todos',
    text: `select id, policy, decider, stream_id as stream, subject, command, occurred_at as "occurredAt", imported, hop, traceparent
     from messaging.todo where done_at is null order by id limit ${AT_ONCE}`,
  });
  for (const kind of new Set(rows.map(row => row.decider))) {
    const mine = rows.filter(row => row.decider === kind);
    const decider = deciders.get(kind);
    if (decider) await execute({ ...store, tell }, decider, mine);
    else
      await settle(
        { ...store, tell },
        mine.map(todo => ({ todo, refusal: `there is no decider '${kind}'` })),
      );
  }
  return rows.length > 0;
}

interface Executing extends CommandStore {
  readonly tell: (refusing: Refusing) => void;
}

interface Settled {
  readonly todo: TodoRow;
  readonly refusal: string | null;
  readonly slug?: string;
}

async function execute(store: Executing, decider: AnyDecider, todos: readonly TodoRow[]): Promise<void> {
  const commands = todos.map(({ id, policy, stream, subject, command, occurredAt, imported, hop, traceparent }) => ({
    id: stream,
    command,
    context: {
      subject,
      actor: `policy:${policy}`,
      occurredAt: occurredAt.toISOString(),
      imported,
      hop,
      traceparent,
      todo: id,
    },
  }));
  const outcomes = await handleMany(store, decider, commands).catch((error: unknown) => {
    if (isTransient(error) || todos.length === 1) throw error;
    return undefined;
  });
  // What the database refuses is found out alone, so that it keeps no other from being done.
  if (outcomes === undefined) {
    for (const todo of todos)
      await execute(store, decider, [todo]).catch((error: unknown) => settleFailed(store, todo, error));
    return;
  }
  const settled = outcomes.flatMap((outcome, i): Settled[] => {
    const todo = todos[i];
    if (todo === undefined) return [];
    if (outcome.ok) return outcome.repeated ? [{ todo, refusal: null }] : [];
    // A conflict is no answer: the next round tries again.
    if (outcome.error instanceof ConflictError) return [];
    return [refusedBy(todo, outcome.error)];
  });
  await settle(store, settled);
}

function refusedBy(todo: TodoRow, error: unknown): Settled {
  if (error instanceof DomainError) return { todo, refusal: error.slug, slug: error.slug };
  return { todo, refusal: error instanceof Error ? error.message : String(error) };
}

async function settleFailed(store: Executing, todo: TodoRow, error: unknown): Promise<void> {
  if (isTransient(error)) throw error;
  await settle(store, [refusedBy(todo, error)]);
}

async function settle(store: Executing, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  await store.pool.query(
    `update messaging.todo t set done_at = now(), refusal = s.refusal
     from unnest($1::bigint[], $2::text[]) as s(id, refusal) where t.id = s.id and t.done_at is null`,
    [settled.map(({ todo }) => todo.id), settled.map(({ refusal }) => refusal)],
  );
  for (const { todo, refusal, slug } of settled) if (refusal !== null) store.tell({ ...todo, slug });
}
