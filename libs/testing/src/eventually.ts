/**
 * Asks again until the probe no longer throws, and answers what it answered; after `withinMs` its last error is thrown.
 * For what other processes do in their own time: never a sleep.
 */
export async function eventually<T>(probe: () => Promise<T> | T, withinMs = 60_000, everyMs = 50): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise(resolve => setTimeout(resolve, everyMs));
    }
  }
}
