import type { EventOfType } from '@rapport/contracts';
import type { Contact } from './episode.ts';

/** What an episode needs to know of a recorded contact. */
export function contactOf(data: EventOfType<'InteractionRecorded'>['data'], at: string): Contact {
  const { interactionId, direction, type, outcome, startedAt, endedAt, handOvers = 0, handedOver } = data;
  const handedOverAt = handedOver?.at(-1)?.at;
  return {
    interactionId,
    at,
    direction,
    type,
    handOvers,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(outcome !== undefined && { outcome }),
    ...(handedOverAt !== undefined && { handedOverAt }),
  };
}
