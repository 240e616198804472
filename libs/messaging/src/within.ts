const ANSWER_MS = 20_000;

/**
 * Waits for an answer of the Kafka client, which may hang without an error: whoever waited for ever would stand still unseen.
 * Rejects after `ms`; the question itself is left alone.
 */
export async function within<Answer>(what: string, answer: Promise<Answer>, ms = ANSWER_MS): Promise<Answer> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${what} took longer than ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
