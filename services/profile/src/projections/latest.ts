/** The later of two ISO instants in UTC, the first of which may be missing. */
export const later = (one: string | null, other: string): string => (one !== null && one > other ? one : other);

/** Newest first; the id decides between equals, so that the order of arrival never shows. */
export function newest<T>(items: readonly T[], at: (item: T) => string, id: (item: T) => string): T[] {
  const key = (item: T): string => `${at(item)}/${id(item)}`;
  return [...items].sort((a, b) => (key(a) < key(b) ? 1 : -1));
}
