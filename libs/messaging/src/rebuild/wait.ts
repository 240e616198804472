/** What is missing comes by itself, or by somebody who is not concerned with the build: it goes on then. */
export class WaitError extends Error {}

export async function orWait<Result>(what: string, work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    throw new WaitError(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
}
