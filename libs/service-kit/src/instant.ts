import { malformed, Problem } from './problem.ts';

const AHEAD_MS = 5 * 60_000;

// Real offsets reach from −12:00 to +14:00; PostgreSQL refuses those from 16:00 on, which JavaScript takes.
const OFFSET = /(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Whether a text in the form of an ISO 8601 instant names a time of our calendar since 1900. */
export function isInCalendar(text: string): boolean {
  const at = new Date(text);
  const lastDay = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
  return OFFSET.test(text) && Number(text.slice(8, 10)) <= lastDay && at.getUTCFullYear() >= 1900;
}

/** An instant as the clock of the world has it, at most five minutes ahead, in UTC. */
export function instant(text: string, pointer: string): string {
  if (!isInCalendar(text)) throw malformed('body', [{ pointer, message: 'is not a time of our calendar since 1900' }]);
  const at = new Date(text);
  if (at.getTime() > Date.now() + AHEAD_MS) {
    throw new Problem('occurred-in-future', 'What is recorded may lie at most five minutes ahead.', {
      errors: [{ pointer, message: 'lies in the future' }],
    });
  }
  return at.toISOString();
}
