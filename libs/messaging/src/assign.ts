interface Share {
  readonly memberId: string;
  readonly assignments: Map<string, { topic: string; partitions: number[] }>;
}

/** Partition p of every topic goes to member p mod n: all that concerns one subject meets in one process. */
export function assign(
  members: ReadonlyMap<string, unknown>,
  topics: readonly (readonly [topic: string, partitions: number])[],
): Share[] {
  const ids = [...members.keys()].sort();
  return ids.map((memberId, i) => ({
    memberId,
    assignments: new Map(
      topics.map(([topic, count]) => [
        topic,
        { topic, partitions: Array.from({ length: count }, (_, p) => p).filter(p => p % ids.length === i) },
      ]),
    ),
  }));
}
