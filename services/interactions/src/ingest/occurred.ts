/** When a message says that it happened and that it was sent, by its sender's clock, and when it came here by ours. */
export interface Stamps {
  readonly at?: unknown;
  readonly sentAt?: unknown;
  readonly receivedAt: string;
}

/**
 * When it happened by our clock: `at + (receivedAt − sentAt)`, since the two clocks differ by what lies between sending and
 * receiving, the way itself being short (Segment: "timestamp = receivedAt − (sentAt − originalTimestamp)"). Without `sentAt`
 * the sender's clock is believed; without `at` it happened when it came. Never after it came. Undefined for a time that
 * can't be read.
 */
export function occurredAt({ at, sentAt, receivedAt }: Stamps): string | undefined {
  const received = Date.parse(receivedAt);
  if (at === undefined || at === null) return receivedAt;
  const happened = instantOf(at);
  if (happened === undefined) return undefined;
  const sent = instantOf(sentAt);
  const corrected = sent === undefined ? happened : happened + (received - sent);
  const instant = new Date(Math.min(corrected, received));
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;

/** Milliseconds, of an ISO 8601 text (UTC where it names no offset), or of a number of them. */
function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value) && value > 1e11) return value;
  if (typeof value !== 'string' || !ISO.test(value)) return undefined;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(value) || value.length === 10 ? value : `${value}Z`;
  const at = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(at) ? undefined : at;
}
