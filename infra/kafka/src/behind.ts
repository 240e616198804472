/** How many messages of a topic a reader has not read: from the start of a partition that it has never opened. */
export function unread(
  read: ReadonlyMap<number, number>,
  { starts, ends }: { readonly starts: readonly number[]; readonly ends: readonly number[] },
): number {
  return ends.reduce(
    (sum, end, partition) => sum + Math.max(0, end - (read.get(partition) ?? starts[partition] ?? 0)),
    0,
  );
}
