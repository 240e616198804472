import { createParamDecorator, Logger, type ExecutionContext } from '@nestjs/common';
import type { Decider } from '@rapport/decider';
import type { Command, CommandContext, Messaging, Outcome } from '@rapport/messaging';
import type { FastifyRequest } from 'fastify';
import Type, { type Static, type TSchema } from 'typebox';
import { compile } from './check.ts';
import { failureOf } from './failure.ts';
import { declareInput } from './inputs.ts';
import { malformed, problemDocument, type ProblemDocument } from './problem.ts';

export const BATCH_LIMIT = 500;

const Envelope = Type.Object(
  { items: Type.Array(Type.Unknown(), { maxItems: BATCH_LIMIT }) },
  { additionalProperties: false },
);
const envelope = compile(Envelope);

/** An item of a batch: its value where it fits the schema, else what is wrong with it. */
export type Item<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ProblemDocument };

export type ItemResult =
  | {
      readonly index: number;
      readonly status: 'accepted' | 'duplicate';
      readonly id: string;
      readonly sequence: number;
    }
  | { readonly index: number; readonly status: 'rejected'; readonly id?: string; readonly problem: ProblemDocument };

export interface BatchResult {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly results: readonly ItemResult[];
}

/** The items of a `…:batch` body, each checked by `schema` on its own: a bad one doesn't stop the others. */
export function Items(schema: TSchema): ParameterDecorator {
  const check = checkedItems(schema);
  const extract = createParamDecorator((_data: unknown, context: ExecutionContext) =>
    check(context.switchToHttp().getRequest<FastifyRequest>().body),
  )();
  const documented = Type.Object(
    { items: Type.Array(schema, { maxItems: BATCH_LIMIT }) },
    { additionalProperties: false },
  );
  return (target, key, index) => {
    declareInput(target, key, { in: 'body', name: 'body', schema: documented });
    extract(target, key, index);
  };
}

export function checkedItems<T extends TSchema>(schema: T): (body: unknown) => readonly Item<Static<T>>[] {
  const check = compile(schema);
  return body => {
    if (!envelope.accepts(body)) throw malformed('body', envelope.errors(body));
    return body.items.map(item => {
      if (check.accepts(item)) return { ok: true, value: item };
      const { message, errors } = malformed('item', check.errors(item));
      return { ok: false, problem: problemDocument('form', message, errors) };
    });
  };
}

/**
 * `itemKey` makes an item that creates nothing repeatable: a command on a stream, sent again, is a duplicate. What was
 * refused may be sent again, when what it lacked is there.
 */
export interface ItemCommand<C> extends Command<C> {
  readonly itemKey?: CommandContext['key'];
}

/**
 * Sends the good items to `handleMany` in one go and answers for each, in its place. `toCommand` may refuse an item
 * by throwing a problem or a DomainError. What fails by our own fault is logged and rejected as `internal`, alone.
 */
export async function runBatch<T, C>(
  items: readonly Item<T>[],
  toCommand: (value: T, index: number) => ItemCommand<C>,
  handleMany: (commands: readonly Command<C>[]) => Promise<readonly Outcome<unknown>[]>,
): Promise<BatchResult> {
  const results: ItemResult[] = [];
  const sending: { readonly index: number; readonly command: Command<C> }[] = [];
  items.forEach((item, index) => {
    const command = item.ok ? prepared(() => unconditional(toCommand(item.value, index))) : item;
    if ('problem' in command) results[index] = { index, status: 'rejected', problem: command.problem };
    else sending.push({ index, command });
  });
  const outcomes = sending.length === 0 ? [] : await handleMany(sending.map(({ command }) => command));
  sending.forEach(({ index }, place) => {
    const outcome = outcomes[place];
    if (outcome === undefined) throw new Error(`no outcome for item ${index}`);
    results[index] = resultOf(index, outcome);
  });
  return { ...counts(results), results };
}

/** `runBatch` for commands that one decider handles. */
export const handleBatch = <T, S, C extends { readonly type: string }, E extends { readonly type: string }>(
  messaging: Messaging,
  decider: Decider<S, C, E>,
  items: readonly Item<T>[],
  toCommand: (value: T, index: number) => ItemCommand<C>,
): Promise<BatchResult> => runBatch(items, toCommand, commands => messaging.handleMany(decider, commands));

/** One header can't hold a key or a version for many: the items' own ids and keys make a batch repeatable. */
const unconditional = <C>({ id, command, context, itemKey }: ItemCommand<C>): Command<C> => ({
  id,
  command,
  context: { ...context, key: itemKey && { ...itemKey, open: 'all' }, expectedVersion: undefined },
});

function prepared<C>(make: () => Command<C>): Command<C> | { readonly problem: ProblemDocument } {
  try {
    return make();
  } catch (error) {
    return { problem: refusal(error) };
  }
}

function resultOf(index: number, outcome: Outcome<unknown>): ItemResult {
  if (outcome.ok) {
    return { index, status: outcome.repeated ? 'duplicate' : 'accepted', id: outcome.id, sequence: outcome.sequence };
  }
  return { index, status: 'rejected', id: outcome.id, problem: refusal(outcome.error) };
}

function refusal(error: unknown): ProblemDocument {
  const { document, unexpected } = failureOf(error);
  if (unexpected) Logger.error(error);
  return document;
}

function counts(results: readonly ItemResult[]): Omit<BatchResult, 'results'> {
  const count = (status: ItemResult['status']): number => results.filter(result => result.status === status).length;
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected') };
}
