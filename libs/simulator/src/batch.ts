import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { SendError, type Sender } from './sender.ts';

/** What became of one item of a batch. */
export type ItemResult =
  { status: 'accepted' | 'duplicate'; id: string | null } | { status: 'rejected'; slug: string | null; reason: string };

/** Refusals that time may cure: what an item builds on is still on its way, or the service was busy with the same record. */
export const PASSING_SLUGS: ReadonlySet<string> = new Set([
  'customer-unknown',
  'complaint-unknown',
  'not-a-member',
  'balance-too-low',
  'not-found',
  'conflict',
  'throttled',
  'unavailable',
]);

/** The most items that a batch route takes. */
export const BATCH_SIZE = 500;

const Problem = Type.Object({
  type: Type.Optional(Type.String()),
  slug: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
});
const BatchAnswer = Compile(
  Type.Object({
    results: Type.Array(
      Type.Object({
        index: Type.Integer({ minimum: 0 }),
        status: Type.Optional(Type.String()),
        id: Type.Optional(Type.String()),
        customerId: Type.Optional(Type.String()),
        created: Type.Optional(Type.Boolean()),
        problem: Type.Optional(Problem),
      }),
    ),
  }),
);
const FormProblem = Compile(
  Type.Object({ errors: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })) }),
);

/**
 * Sends up to 500 items and says for each what became of it, in their order. Where the route refuses the whole body for
 * its form, the items it points at are rejected and the others sent again: one bad item never drops its batch.
 */
export async function sendBatch(sender: Sender, path: string, items: readonly unknown[]): Promise<ItemResult[]> {
  if (items.length === 0) return [];
  try {
    return read(path, items.length, await sender.post(path, { items }));
  } catch (error) {
    if (!(error instanceof SendError) || ![400, 413, 422].includes(error.status ?? 0)) throw error;
    const blamed = pointedAt(error.problem, items.length);
    if (items.length === 1) {
      return [{ status: 'rejected', slug: 'form', reason: blamed.get(0) ?? error.message }];
    }
    if (blamed.size === 0) {
      const half = Math.ceil(items.length / 2);
      return [
        ...(await sendBatch(sender, path, items.slice(0, half))),
        ...(await sendBatch(sender, path, items.slice(half))),
      ];
    }
    const good = items.filter((_, index) => !blamed.has(index));
    const others = (await sendBatch(sender, path, good)).values();
    return items.map((_, index): ItemResult => {
      const reason = blamed.get(index);
      if (reason !== undefined) return { status: 'rejected', slug: 'form', reason };
      return others.next().value ?? missing(path);
    });
  }
}

function read(path: string, size: number, answer: unknown): ItemResult[] {
  if (!BatchAnswer.Check(answer)) throw new SendError(`${path} gave an answer that is none of a batch`, 200, answer);
  const byIndex = new Map(answer.results.map(result => [result.index, result]));
  return Array.from({ length: size }, (_, index): ItemResult => {
    const result = byIndex.get(index);
    if (result === undefined) return missing(path);
    if (result.status === 'rejected' || result.problem) {
      const problem = result.problem ?? {};
      const slug = problem.slug ?? problem.type?.split('/').at(-1) ?? null;
      return {
        status: 'rejected',
        slug,
        reason: problem.detail ?? problem.title ?? slug ?? 'refused without a reason',
      };
    }
    const again = result.status === 'duplicate' || result.created === false;
    return { status: again ? 'duplicate' : 'accepted', id: result.id ?? result.customerId ?? null };
  });
}

const missing = (path: string): ItemResult => ({
  status: 'rejected',
  slug: null,
  reason: `${path} said nothing about it`,
});

/** Which items the errors of a form problem point at (`/items/3/amount` or `#/items/3`), and why. */
function pointedAt(problem: unknown, size: number): Map<number, string> {
  const blamed = new Map<number, string>();
  if (!FormProblem.Check(problem)) return blamed;
  for (const { pointer, message } of problem.errors) {
    const [, index, rest] = /\/items\/(\d+)(.*)$/.exec(pointer) ?? [];
    if (index !== undefined && Number(index) < size && !blamed.has(Number(index))) {
      blamed.set(Number(index), `${rest === '' || rest === undefined ? '' : `${rest.slice(1)}: `}${message}`);
    }
  }
  return blamed;
}
