const LANES = [0, 1] as const;
// As long as lanes run, nobody looks after what was held, nor tells Kafka how far we are.
const LANES_MS = 3000;

/** Partitions of one lane are applied together, and the lanes beside each other. */
export const laneOf = (partition: number): number => partition % LANES.length;

/**
 * Goes on in all lanes at once while each has something to do, for some seconds: while the database works for one, this process
 * does for the other. Answers whether there was anything; an error in one lane ends the others after what they are at.
 */
export async function inLanes(next: (lane: number) => Promise<boolean>, allowed: () => boolean): Promise<boolean> {
  const until = Date.now() + LANES_MS;
  let [going, some] = [true, false];
  const lanes = LANES.map(async lane => {
    try {
      while (going && allowed() && Date.now() < until) {
        if (await next(lane)) some = true;
        else going = false;
      }
    } finally {
      going = false;
    }
  });
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === 'rejected') throw lane.reason;
  return some;
}
