import type { InputError } from './problem.ts';

// PostgreSQL stores neither U+0000 nor half a surrogate pair; both arrive as JSON escapes or percent-encoded.
export const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** The first text or key in `root` that can't be taken, if any. Walks without recursion: input may be deep. */
export function textErrors(root: unknown): InputError[] {
  const open: { value: unknown; pointer: string }[] = [{ value: root, pointer: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, pointer } = next;
    if (typeof value === 'string' && !isStorable(value)) return [{ pointer, message: UNSTORABLE }];
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (!isStorable(key)) return [{ pointer, message: UNSTORABLE }];
      if (reachesPrototype(key, child)) return [{ pointer, message: 'has a key that is not allowed' }];
      open.push({ value: child, pointer: `${pointer}/${escapePointer(key)}` });
    }
  }
  return [];
}

const UNSTORABLE = 'holds a character that cannot be stored';

const reachesPrototype = (key: string, value: unknown): boolean =>
  key === '__proto__' ||
  (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'));

/** One reference token of RFC 6901. */
export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
