import { Problem } from './problem.ts';

export interface ActKeys {
  /** The idempotency key of an act: the same content again is the same act, until it has ended. */
  of(content: unknown): string;
  /** With what came instead of an answer, if that was so. */
  ended(error?: unknown): void;
}

/** A refusal ends an act too: another press asks anew, since others may have changed the case. A lost answer does not. */
export function actKeys(): ActKeys {
  let last: { readonly text: string | undefined; readonly key: string } | undefined;
  return {
    of(content) {
      const text = JSON.stringify(content);
      if (last === undefined || last.text !== text) last = { text, key: crypto.randomUUID() };
      return last.key;
    },
    ended(error) {
      const refused = error instanceof Problem && error.status >= 400 && error.status < 500;
      if (error === undefined || refused) last = undefined;
    },
  };
}
