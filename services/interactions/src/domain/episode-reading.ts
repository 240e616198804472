import type { EventOfType } from '@rapport/contracts';
import { counted, timed, type About } from './reading.ts';
import type { Rules } from './standard.ts';
import type { MeasureStandards, Reading } from './standards.commands.ts';

type Facts = EventOfType<'EpisodeCorrected'>['data'];

/** Where an episode came in. */
export interface CameBy {
  readonly channel?: string | undefined;
  readonly valueClass: string;
  readonly team?: string | undefined;
}

/** What runs for an episode. */
export const CLOCKS = ['resolve', 'idle'] as const;

/** Ends by which the need went away without being answered. */
const WITHDRAWN = ['withdrawn', 'unreachable', 'duplicate'];

/** What an episode, as it stands, says of the standards for the whole flow. `at` is when what was told of it took place. */
export function readEpisode(
  rules: Rules,
  facts: Facts,
  by: CameBy,
  at: string,
): Pick<MeasureStandards, 'readings' | 'ends'> {
  // What we began ourselves nobody waits for, be it that the contact was taken out with which it began.
  if (facts.inboundContacts === 0) return { readings: [], ends: { measures: CLOCKS, ended: { at, how: 'mistaken' } } };
  const { handedOverAt, waits } = facts;
  const readings = [
    ...readFlow(rules, facts, by),
    ...(handedOverAt === undefined
      ? []
      : timed(rules, 'idle', about(facts, by, handedOverAt), `${facts.episodeId} ${handedOverAt}`, undefined, waits)),
    ...readCounts(rules, facts, by, at),
  ];
  return { readings, ends: { measures: ['idle'], ended: { at: facts.closedAt ?? at, how: 'done' } } };
}

/** What is measured when an episode ends: where it turns out not to have ended, it never was. */
export const readAtEnd = (rules: Rules, facts: Facts, by: CameBy, at: string): Reading[] => [
  ...readFlow(rules, facts, by),
  ...readCounts(rules, { ...facts, closedAt: at, resolution: 'confirmed' }, by, at),
];

function readFlow(rules: Rules, facts: Facts, by: CameBy): Reading[] {
  const { episodeId, openedAt, closedAt, ended = 'solved', waits } = facts;
  const how = WITHDRAWN.includes(ended) ? ('withdrawn' as const) : ('done' as const);
  const end = closedAt === undefined ? undefined : { at: closedAt, how };
  return timed(rules, 'resolve', about(facts, by, openedAt), episodeId, end, waits);
}

function readCounts(rules: Rules, facts: Facts, by: CameBy, at: string): Reading[] {
  const { episodeId, openedAt, handOvers, closedAt, resolution } = facts;
  const of = about(facts, by, openedAt);
  const failed = resolution === 'failed';
  return [
    ...counted(rules, 'handOvers', of, episodeId, {
      count: handOvers,
      at: closedAt ?? at,
      final: closedAt !== undefined,
    }),
    ...counted(rules, 'repeats', of, episodeId, {
      count: failed ? 1 : 0,
      at: failed ? at : (facts.windowEndsAt ?? at),
      final: resolution === 'confirmed',
    }),
  ];
}

function about({ episodeId, customerId, type }: Facts, { channel, valueClass, team }: CameBy, since: string): About {
  return {
    customerId,
    episodeId,
    valueClass,
    contactType: type,
    ...(channel !== undefined && { channel }),
    ...(team !== undefined && { team }),
    since,
  };
}
