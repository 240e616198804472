export type WorkKeyAct = 'claim' | 'done' | 'later' | 'open';

const ACTS: Readonly<Record<string, WorkKeyAct>> = { c: 'claim', d: 'done', r: 'later', Enter: 'open' };

/** Where a key leads on a list of `length` rows, and what it does with the row; nothing for keys that mean nothing here. */
export function pressed(
  key: string,
  at: number,
  length: number,
): { readonly at: number; readonly act?: WorkKeyAct } | undefined {
  if (length === 0) return undefined;
  const here = Math.min(Math.max(at, 0), length - 1);
  if (key === 'j') return { at: at < 0 ? 0 : Math.min(at + 1, length - 1) };
  if (key === 'k') return { at: Math.max(here - 1, 0) };
  const act = ACTS[key];
  return act === undefined || at < 0 ? undefined : { at: here, act };
}
