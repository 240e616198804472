import type { InputError } from './problem.ts';

// PostgreSQL stores neither U+0000 nor half a surrogate pair; both arrive as JSON escapes or percent-encoded.
export const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** The first text or key in `root` that can't be taken, if any. Walks without recursion: input may be deep. */
export function textErrors(root: unknown): InputError[] {
  const open: Place[] = [{ value: root, key: '', within: undefined }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string' && !isStorable(value)) return [{ pointer: pointerTo(place), message: UNSTORABLE }];
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (!isStorable(key)) return [{ pointer: pointerTo(place), message: UNSTORABLE }];
      if (reachesPrototype(key, child))
        return [{ pointer: pointerTo(place), message: 'has a key that is not allowed' }];
      if (typeof child === 'string' || typeof child === 'object') open.push({ value: child, key, within: place });
    }
  }
  return [];
}

interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly within: Place | undefined;
}

/** Put together only for what is told: nearly everything that is looked at is as it should be. */
function pointerTo(place: Place): string {
  const keys: string[] = [];
  for (let at: Place | undefined = place; at?.within !== undefined; at = at.within) keys.push(at.key);
  return keys.reverse().reduce((pointer, key) => `${pointer}/${escapePointer(key)}`, '');
}

const UNSTORABLE = 'holds a character that cannot be stored';

const reachesPrototype = (key: string, value: unknown): boolean =>
  key === '__proto__' ||
  (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'));

/** One reference token of RFC 6901. */
export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
