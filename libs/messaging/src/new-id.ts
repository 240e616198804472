import { randomUUID } from 'node:crypto';

/** A new UUIDv7: sorts by the millisecond it was made in. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  // Node draws the bits of randomUUID from a pool: a tenth of the cost of asking for 16 bytes each time.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
