/** What holds for episodes while a version is in force: from its instant to that of the next version. */
export interface EpisodeRules {
  readonly version: number;
  readonly from: string;
  /** How many days a customer must have no need to come again about it, for an episode to count as resolved. */
  readonly recontactDays: number;
}

const DAY_MS = 86_400_000;

/** When the re-contact window of what was closed then ends, by the rules in force at that time: a change rewrites nothing. */
export function windowEnd(versions: readonly EpisodeRules[], closedAt: string): string {
  const at = Date.parse(closedAt);
  const rules = versions.findLast(({ from }) => Date.parse(from) <= at) ?? versions[0];
  if (rules === undefined) throw new Error('there are no rules for episodes');
  return new Date(at + rules.recontactDays * DAY_MS).toISOString();
}
