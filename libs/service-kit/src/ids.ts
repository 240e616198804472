import { randomUUID } from 'node:crypto';
import { v5 } from 'uuid';

const NAMESPACE = '6f1c3a52-6d0e-5a7e-9f63-0b6b7a8f4e21';

/** A new UUIDv7: sorts by the millisecond it was made in. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  // Node draws the bits of randomUUID from a pool: a tenth of the cost of asking for 16 bytes each time.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** The permanent id of what a sender knows as `sourceId`: sent twice, it is the same thing. */
export const sourceId = (source: string, id: string): string => v5(`${source}\n${id}`, NAMESPACE);

/** The id of an item that came in: by its source where the sender named one, else new. */
export function itemId(item: { readonly source?: string | undefined; readonly sourceId?: string | undefined }): string {
  return item.sourceId === undefined ? newId() : sourceId(item.source ?? '', item.sourceId);
}

/** One person or machine, named by issuer and subject. An id and never a name: events carry it as their actor. */
export const principalId = (issuer: string, subject: string): string => v5(`${issuer}\n${subject}`, NAMESPACE);
