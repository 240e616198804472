/**
 * Takes an answer at its word, once it is an object. The services answer by schemas of their own; what may be missing is
 * optional in the types here, so that a page reads what there is.
 */
export function isObject<T>(value: unknown): value is T {
  return typeof value === 'object' && value !== null;
}

/** Text kept in the browser may be of an older version, or cut short: then it is nothing. */
export function readJson<T>(text: string | null): T | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject<T>(value) ? value : null;
  } catch {
    return null;
  }
}
